import { expect, test } from 'vitest';
import { populationText, shareText, shortStep } from './numbers';

test('steps on an axis are short where they are round', () => {
  expect([0, 1200, 12_000_000, 12_500_000].map(shortStep)).toEqual(['0', '1,200', '12M', '12,500,000']);
});

test('populations are whole, and millions from a million on', () => {
  expect([0.4, 1272.3, 999_999, 1_254_000].map(populationText)).toEqual(['0', '1,272', '999,999', '1.25 M']);
});

test('shares have one digit after the point', () => {
  expect([0, 0.1, 0.23456].map(shareText)).toEqual(['0.0 %', '10.0 %', '23.5 %']);
});
