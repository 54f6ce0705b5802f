import { describe, expect, it } from 'vitest';
import { next, rangeOf, ticksOf } from './places';

describe('what lies next', () => {
  const places = [{ x: 0, y: 0 }, { x: 0.5, y: 0 }, { x: 1, y: 0 }, { x: 0.4, y: 0.5 }, { x: 0, y: 1 }];

  it('is the nearest in that direction', () => {
    expect(next(places, 0, 1, 0)).toBe(1);
    expect(next(places, 1, 1, 0)).toBe(2);
    expect(next(places, 2, -1, 0)).toBe(1);
    expect(next(places, 1, 0, 1)).toBe(3);
    expect(next(places, 4, 0, -1)).toBe(0);
  });

  it('is itself where there is none', () => {
    expect(next(places, 0, -1, 0)).toBe(0);
    expect(next(places, 2, 1, 0)).toBe(2);
  });

  it('reaches every place from every other', () => {
    const reached = new Set([0]);
    for (const from of reached) {
      for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) {
        reached.add(next(places, from, dx, dy));
      }
    }
    expect(reached.size).toBe(places.length);
  });
});

describe('ranges', () => {
  it('hold all numbers', () => {
    expect(rangeOf([1, 2])).toEqual([0.96, 2.04]);
    expect(rangeOf([3, 3])).toEqual([2.7, 3.3]);
    expect(rangeOf([0])).toEqual([-1, 1]);
  });

  it('have ticks from end to end', () => {
    expect(ticksOf(0, 1, 5)).toEqual([0, 0.25, 0.5, 0.75, 1]);
  });
});
