/** What was kept, in a section of the panel. */
export function Checkpoints() {
  return null;
}
