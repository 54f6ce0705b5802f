export interface Point {
  x: number;
  y: number;
}

/** Places on a circle, one for each of so many, the first at the top. */
export const places = (count: number, middle: number, radius: number): Point[] =>
  Array.from({ length: count }, (_, i) => {
    const angle = (2 * Math.PI * i) / count;
    return { x: middle + radius * Math.sin(angle), y: middle - radius * Math.cos(angle) };
  });

/** A line from one place to another that begins and ends at some distances from them. */
export function shortened(from: Point, to: Point, begin: number, end: number): { from: Point; to: Point } {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const [x, y] = [(to.x - from.x) / length, (to.y - from.y) / length];
  return { from: { x: from.x + begin * x, y: from.y + begin * y }, to: { x: to.x - end * x, y: to.y - end * y } };
}
