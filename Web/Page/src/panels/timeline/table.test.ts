import { expect, test } from 'vitest';
import type { Sample, WorldEvent } from '../../protocol';
import { samplesOf } from './samples.fixture';
import { sampleOf, tableOf } from './table';

const sample = (number: number, shares: number[], loss: number | null = null): Sample => ({
  number,
  step: number,
  shares,
  entropy: 0.5,
  loss,
});

test('shares are stacked, the first species at the bottom and the sun at the top, and drawn from the top down', () => {
  const { columns, bands } = tableOf([sample(4, [0.5, 0.125, 0.25]), sample(7, [0.25, 0.25, 0.5])]);
  expect(bands).toEqual([0, 2, 1]);
  expect(columns).toEqual([[4, 7], [0.875, 1], [0.375, 0.75], [0.125, 0.25], [0.5, 0.5], [null, null]]);
});

test('species that were not there yet held nothing', () => {
  const { columns, bands } = tableOf([sample(0, [0.5, 0.5]), sample(1, [0.25, 0.25, 0.5])]);
  expect(bands).toEqual([0, 2, 1]);
  expect(columns.slice(1, 4)).toEqual([[1, 1], [0.5, 0.75], [0.5, 0.25]]);
});

test('what is no number is a gap', () => {
  const { columns } = tableOf([sample(0, [1], NaN), sample(1, [1], 0.25), sample(2, [1], Infinity)]);
  expect(columns.at(-1)).toEqual([null, 0.25, null]);
});

test('a single observation goes from one side to the other', () => {
  expect(tableOf([sample(3, [0.5, 0.5], 2)]).columns).toEqual([[3, 4], [1, 1], [0.5, 0.5], [0.5, 0.5], [2, 2]]);
});

test('an event belongs to the first observation from it on, whichever are kept', () => {
  const at = (place: number): WorldEvent => ({ id: 1, number: 1, sample: place, step: 0, kind: 'edit', text: '', by: null });
  const every = samplesOf(10);
  const fourth = samplesOf(10, 4);
  expect([0, 3, 9, 12].map((place) => sampleOf(at(place), every))).toEqual([0, 3, 9, 9]);
  expect([0, 3, 4, 9, 99].map((place) => sampleOf(at(place), fourth))).toEqual([0, 1, 1, 3, 9]);
});
