/** What can be taken home, a dialog (parts/Dialog) while showsDownloads is true. */
export function Downloads() {
  return null;
}
