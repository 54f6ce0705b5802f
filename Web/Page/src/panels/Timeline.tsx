/** Shares, entropy and loss over time; fills what the app gives it below the world. */
export function Timeline() {
  return null;
}
