// Where things lie on a map, and which lies next to another.

export interface Place {
  x: number; // from the left, 0 to 1
  y: number; // from below, 0 to 1
}

/** How much a step to the side counts beside one ahead. */
const sidewards = 3;

/** The number of the place that lies next in a direction; the same where none does. */
export function next(places: readonly Place[], from: number, dx: number, dy: number): number {
  const here = places[from]!;
  let [best, least] = [from, Infinity];
  places.forEach((there, i) => {
    const ahead = (there.x - here.x) * dx + (there.y - here.y) * dy;
    const beside = Math.abs((there.x - here.x) * dy) + Math.abs((there.y - here.y) * dx);
    const way = ahead + sidewards * beside;
    if (ahead > 1e-9 && way < least) {
      [best, least] = [i, way];
    }
  });
  return best;
}

/** The range of some numbers, a little wider on both sides; something around it where all are the same. */
export function rangeOf(values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const margin = high > low ? 0.04 * (high - low) : Math.abs(low) * 0.1 || 1;
  return [low - margin, high + margin];
}

/** Numbers at even distances from one to another. */
export const ticksOf = (low: number, high: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));
