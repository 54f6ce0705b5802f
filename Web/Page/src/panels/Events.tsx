/** What happened, in a section of the panel. */
export function Events() {
  return null;
}
