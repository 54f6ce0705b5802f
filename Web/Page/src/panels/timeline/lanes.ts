// The plot's height is shared among bands, marks and lines: each has a lane, of which its scale knows where it lies.

/** A lane, in shares of the height from the bottom. */
export type Lane = readonly [from: number, to: number];

/** The scale on which values from low to high fill a lane. */
export function laneOf(low: number, high: number, [from, to]: Lane): [number, number] {
  const whole = (high - low) / (to - from);
  return [low - from * whole, high + (1 - to) * whole];
}

/** The lowest and highest value of a lane, by the ends of its scale. */
export function laneEnds(low: number, high: number, [from, to]: Lane): [number, number] {
  return [low + from * (high - low), low + to * (high - low)];
}

/** What a line with such values goes over; a flat one has some room around it. */
export function rangeOf(least: number | null, most: number | null): [number, number] {
  if (least === null || most === null || !Number.isFinite(least) || !Number.isFinite(most)) {
    return [0, 1];
  }

  const slack = Math.max(1e-6, Math.abs(most) * 1e-4);
  return most - least >= slack ? [least, most] : [least - slack, most + slack];
}
