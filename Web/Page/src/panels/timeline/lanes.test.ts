import { expect, test } from 'vitest';
import { laneEnds, laneOf, rangeOf } from './lanes';

test('values lie within their lane, the lowest at its bottom', () => {
  const [low, high] = laneOf(10, 20, [0.25, 0.75]);
  const place = (value: number): number => (value - low) / (high - low);
  expect([place(10), place(15), place(20)]).toEqual([0.25, 0.5, 0.75]);
  expect(laneEnds(low, high, [0.25, 0.75])).toEqual([10, 20]);
});

test('a loss that never changes has some room around it, and none at all has a range', () => {
  const [low, high] = rangeOf(2, 2);
  expect(low).toBeLessThan(2);
  expect(high).toBeGreaterThan(2);
  expect(rangeOf(1, 3)).toEqual([1, 3]);
  expect(rangeOf(null, null)).toEqual([0, 1]);
  expect(rangeOf(Infinity, -Infinity)).toEqual([0, 1]);
});
