import { expect, it } from 'vitest';
import { places, shortened } from './circle';

it('places lie on the circle, the first at the top', () => {
  const at = places(4, 100, 50);
  expect(at[0]).toEqual({ x: 100, y: 50 });
  expect(at[1]!.x).toBeCloseTo(150);
  expect(at[2]!.y).toBeCloseTo(150);
  expect(at.every(({ x, y }) => Math.abs(Math.hypot(x - 100, y - 100) - 50) < 1e-9)).toBe(true);
});

it('a line is shortened at both ends', () => {
  const { from, to } = shortened({ x: 0, y: 0 }, { x: 30, y: 40 }, 5, 10);
  expect(from).toEqual({ x: 3, y: 4 });
  expect(to).toEqual({ x: 24, y: 32 });
});
