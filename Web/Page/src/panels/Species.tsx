/** The species, in a section of the panel. */
export function Species() {
  return null;
}
