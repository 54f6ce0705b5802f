/** Worlds to begin or open, a dialog (parts/Dialog) while showsGallery is true. */
export function Gallery() {
  return null;
}
