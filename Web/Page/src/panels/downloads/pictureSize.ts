/** Pixels on a side of a cell that a picture can have, where its longest side is limited; at least one is offered. */
export function scalesFor(width: number, height: number, longest: number): number[] {
  const scales = [1, 2, 4, 8, 16].filter((scale) => scale * Math.max(width, height) <= longest);
  return scales.length > 0 ? scales : [1];
}

/** Where a picture of the world is, the way it is looked at. */
export function pictureAddress(layer: string, scale: number, palette: string, world: string): string {
  return `api/picture.png?${new URLSearchParams({ layer, scale: String(scale), palette, world }).toString()}`;
}
