import { expect, test } from 'vitest';
import { parameterOf } from './parameters.fixture';
import { NumberScale, numberText, scaleOf } from './scale';

const learningRate = new NumberScale(0, 1, 0, 1e-6);
const width = new NumberScale(8, 256, 8);
const interval = new NumberScale(0, 10000, 1, 1);

test('ends are exact, 0 among them', () => {
  expect(learningRate.value(0)).toBe(0);
  expect(learningRate.value(1)).toBe(1);
  expect(new NumberScale(0, 0.999).value(1.3)).toBe(0.999);
});

test('decades are equally wide, and values have three digits', () => {
  expect(learningRate.value(0.5)).toBeCloseTo(0.001, 9);
  expect(learningRate.fraction(0.001)).toBeCloseTo(0.5, 9);
  expect(numberText(learningRate.value(0.5 + 0.25 / 6))).toBe('0.00178');
});

test('values are whole where they must be', () => {
  for (let fraction = 0; fraction <= 1; fraction += 0.01) {
    expect(width.value(fraction) % 8).toBe(0);
    expect(interval.value(fraction) % 1).toBe(0);
  }
});

test.each([false, true])('keys go from one end to the other and back, with Shift: %s', (isShifted) => {
  const others = [new NumberScale(0.01, 10, 0, 0.01), new NumberScale(0.01, 1), new NumberScale(0, 0.999), new NumberScale(1, 24, 1)];
  for (const scale of [...others, learningRate, width, interval]) {
    const end = walk(scale, scale.value(0), 1, isShifted);
    expect(end).toBe(scale.value(1));
    expect(walk(scale, end, -1, isShifted)).toBe(scale.value(0));
  }
});

test('steps are what a person would count in', () => {
  expect(learningRate.step(0.0007, 1, false)).toBeCloseTo(0.00079, 9);
  expect(learningRate.step(0.0007, 1, true)).toBeCloseTo(0.000708, 9);
  expect(learningRate.step(0, 1, false)).toBe(1e-6);
  expect(interval.step(1, 1, false)).toBe(2);
  expect(width.step(32, 1, false)).toBe(40);
  expect(width.step(32, 1, true)).toBe(112);
  expect(new NumberScale(0.01, 1).step(0.56, 1, false)).toBeCloseTo(0.57, 9);
});

test('numbers are written without powers of ten as long as people can read them', () => {
  expect(numberText(7e-5)).toBe('0.00007');
  expect(numberText(-2.5e-7)).toBe('-0.00000025');
  expect(numberText(1e-9)).toBe('1e-9');
  expect(numberText(0)).toBe('0');
  expect(numberText(12.5)).toBe('12.5');
});

test('what has no bounds, or too wide ones, has no slider', () => {
  expect(scaleOf(parameterOf({ minimum: 0, maximum: 4294967295 }))).toBeNull();
  expect(scaleOf(parameterOf({ minimum: null, maximum: 1 }))).toBeNull();
  expect(scaleOf(parameterOf({ kind: 'integer', minimum: 8, maximum: 256, multipleOf: 8 }))?.step(32, 1, false)).toBe(40);
});

function walk(scale: NumberScale, from: number, direction: 1 | -1, isShifted: boolean): number {
  let value = from;
  for (let i = 0; i < 3000; i++) {
    const next = scale.step(value, direction, isShifted);
    if (next === value) {
      return value;
    }

    expect(Math.sign(next - value)).toBe(direction);
    value = next;
  }

  return NaN;
}
