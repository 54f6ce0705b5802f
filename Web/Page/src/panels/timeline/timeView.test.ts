import { expect, test } from 'vitest';
import { samplesOf } from './samples.fixture';
import { TimeView } from './timeView';

const samples = samplesOf(101);

test('at first all is shown, and there is nothing beyond it', () => {
  const time = new TimeView();
  expect(time.spanOf(samples)).toEqual([0, 100]);
  time.zoomAt(0.5, 2, samples);
  time.move(1, samples);
  expect(time.part.value).toBeNull();
  expect(time.spanOf(samplesOf(1))).toEqual([0, 1]);
});

test.each([0, 0.25, 1])('what lies under the pointer stays there: %s', (share) => {
  const time = new TimeView();
  time.zoomAt(share, 0.5, samples);
  const [from, to] = time.spanOf(samples);
  expect(to - from).toBeCloseTo(50, 6);
  expect(from + share * (to - from)).toBeCloseTo(share * 100, 6);
  time.zoomAt(share, 2, samples);
  expect(time.part.value).toBeNull();
});

test('it moves no farther than there is something', () => {
  const time = new TimeView();
  time.zoomAt(0.5, 0.2, samples);
  expect(time.spanOf(samples)).toEqual([40, 60]);
  time.move(0.5, samples);
  expect(time.spanOf(samples)).toEqual([50, 70]);
  time.move(-100, samples);
  expect(time.spanOf(samples)).toEqual([0, 20]);
  time.move(100, samples);
  expect(time.spanOf(samples)).toEqual([80, 100]);
  time.showAll();
  expect(time.spanOf(samples)).toEqual([0, 100]);
});

test('a few observations are the least', () => {
  const time = new TimeView();
  for (let i = 0; i < 50; i++) {
    time.zoomAt(0.3, 0.8, samples);
  }

  const [from, to] = time.spanOf(samples);
  expect(to - from).toBeGreaterThanOrEqual(4);
  expect(to - from).toBeLessThanOrEqual(5);
});

test('it stays while history grows and thins', () => {
  const time = new TimeView();
  time.zoomAt(0.5, 0.2, samples);
  expect(time.spanOf(samplesOf(151, 2))).toEqual([40, 60]);
});
