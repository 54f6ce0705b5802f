import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Throttle } from './throttle';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the first value goes at once, the last one always, those between only as time allows', () => {
  const said: number[] = [];
  const throttle = new Throttle<number>(50, (value) => said.push(value));
  // A second of dragging, a value every five milliseconds.
  for (let value = 0; value < 200; value++) {
    throttle.say(value);
    vi.advanceTimersByTime(5);
  }

  expect(said[0]).toBe(0);
  expect(said.length).toBeLessThanOrEqual(1 + 1000 / 50);
  expect(said.length).toBeGreaterThan(15);
  vi.advanceTimersByTime(50);
  expect(said.at(-1)).toBe(199);
  expect(said).toEqual([...said].sort((first, second) => first - second));
});

test('it is busy until nothing waits and the interval is over', () => {
  const throttle = new Throttle<number>(50, () => undefined);
  expect(throttle.isBusy).toBe(false);
  throttle.say(1);
  throttle.say(2);
  vi.advanceTimersByTime(60);
  expect(throttle.isBusy).toBe(true);
  vi.advanceTimersByTime(50);
  expect(throttle.isBusy).toBe(false);
});
