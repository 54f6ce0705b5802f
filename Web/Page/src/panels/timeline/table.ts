// What was observed, as the plot takes it: columns over the observations' numbers.

import type { AlignedData } from 'uplot';
import type { Sample, WorldEvent } from '../../protocol';

type Column = (number | null)[];

/** The columns of a table: observations, then the upper ends of the bands, from the uppermost down, then entropy and loss. */
export interface Table {
  columns: AlignedData;
  bands: readonly number[]; // whose each band is: 0 = the sun
}

/** Stacks shares, the first species at the bottom, the sun at the top. Bands are drawn one over another, down to the ground. */
export function tableOf(samples: readonly Sample[]): Table {
  const species = Math.max(0, ...samples.map((sample) => sample.shares.length - 1));
  const bottomUp = [...Array.from({ length: species }, (_, i) => i + 1), 0];
  const tops = new Array<number>(samples.length).fill(0);
  const ends = bottomUp.map((entity) =>
    samples.map((sample, i) => {
      tops[i] = (tops[i] ?? 0) + (sample.shares[entity] ?? 0);
      return tops[i];
    }),
  );
  const columns: Column[] = [
    samples.map((sample) => sample.number),
    ...ends.reverse(),
    samples.map((sample) => finite(sample.entropy)),
    samples.map((sample) => finite(sample.loss)),
  ];
  return { columns: columns.map(widened) as unknown as AlignedData, bands: bottomUp.reverse() };
}

/** The first observation from an event on, by its place. */
export function sampleOf(event: WorldEvent, samples: readonly Sample[]): number {
  let low = 0;
  let high = samples.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((samples[middle]?.number ?? 0) < event.sample) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }

  return low;
}

// A single observation goes from one side to the other.
function widened(column: Column, i: number): Column {
  const only = column[0];
  return column.length === 1 && only !== undefined ? [only, i === 0 ? (only ?? 0) + 1 : only] : column;
}

const finite = (value: number | null): number | null => (value !== null && Number.isFinite(value) ? value : null);
