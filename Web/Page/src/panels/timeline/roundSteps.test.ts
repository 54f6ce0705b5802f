import { expect, test } from 'vitest';
import type { Sample } from '../../protocol';
import { marksOn } from './roundSteps';
import { samplesOf } from './samples.fixture';

const stepsOf = (steps: number[]): Sample[] => samplesOf(steps.length).map((sample, i) => ({ ...sample, step: steps[i] ?? 0 }));

test('labels are round and have room', () => {
  const marks = marksOn(samplesOf(1001), [0, 1000], 400);
  expect(marks.map((mark) => mark.step)).toEqual([0, 200, 400, 600, 800, 1000]);
  expect(marks.map((mark) => mark.at)).toEqual([0, 200, 400, 600, 800, 1000]);
});

test('closer up there are more of them, and none outside', () => {
  expect(marksOn(samplesOf(1001), [400, 450], 400).map((mark) => mark.step)).toEqual([400, 410, 420, 430, 440, 450]);
});

test('a round step that was not observed lies between those that were', () => {
  const marks = marksOn(stepsOf([0, 150, 300]), [0, 2], 200);
  expect(marks.find((mark) => mark.step === 100)?.at).toBeCloseTo(2 / 3, 9);
});

test('where steps go back, a run starts, and its label comes first', () => {
  const steps = [...Array.from({ length: 100 }, (_, i) => i * 10), ...Array.from({ length: 100 }, (_, i) => 400 + i * 10)];
  const marks = marksOn(stepsOf(steps), [0, 199], 600);
  expect(marks.find((mark) => mark.at === 100)).toEqual({ at: 100, step: 400, startsRun: true });
  expect(marks.map((mark) => mark.at)).toEqual(marks.map((mark) => mark.at).sort((first, second) => first - second));
  for (const { at, step } of marks) {
    expect(steps[Math.round(at)]).toBe(step);
  }
});

test('long worlds have millions for labels', () => {
  const samples = samplesOf(2001).map((sample) => ({ ...sample, step: sample.number * 10_000 }));
  const marks = marksOn(samples, [0, 2000], 300);
  expect(marks.length).toBeGreaterThan(2);
  expect(marks.every((mark) => mark.step % 1_000_000 === 0)).toBe(true);
});
