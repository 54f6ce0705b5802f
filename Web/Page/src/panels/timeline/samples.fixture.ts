import type { Sample } from '../../protocol';

/** Observations for tests: so many, each so many after the one before, a step each. */
export const samplesOf = (count: number, interval = 1): Sample[] =>
  Array.from({ length: count }, (_, i) => ({ number: i * interval, step: i * interval, shares: [0.25, 0.75], entropy: 0.5, loss: null }));
