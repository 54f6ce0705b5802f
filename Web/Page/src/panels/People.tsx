/** Who watches, in a section of the panel. */
export function People() {
  return null;
}
