import { expect, test } from 'vitest';
import { hasPart, isAbout, nameWith } from './names';
import { parameterOf } from './parameters.fixture';

const parameter = parameterOf({
  name: 'UpdateProbability',
  otherNames: ['fire rate', 'p_update'],
  explanation: 'Share of the cells that change.',
});

test('blanks, hyphens, points and letter case do not matter', () => {
  expect(hasPart('UpdateProbability', 'update probability')).toBe(true);
  expect(hasPart('fire rate', 'Fire-Rate')).toBe(true);
  expect(hasPart('p_update', 'P.UP')).toBe(true);
  expect(hasPart('UpdateProbability', 'probability update')).toBe(false);
});

test('what has no letter is no part of anything', () => {
  expect(hasPart('UpdateProbability', '')).toBe(false);
  expect(hasPart('UpdateProbability', ' - ')).toBe(false);
});

test('letters of other scripts are letters', () => {
  expect(hasPart('α', 'α')).toBe(true);
  expect(hasPart('β', 'α')).toBe(false);
});

test('a parameter is found by any name it has, its own first', () => {
  expect(nameWith(parameter, 'probab')).toBe('UpdateProbability');
  expect(nameWith(parameter, 'update')).toBe('UpdateProbability');
  expect(nameWith(parameter, 'firerate')).toBe('fire rate');
  expect(nameWith(parameter, 'learning')).toBeNull();
});

test('and by what is said of it', () => {
  expect(isAbout(parameter, ' SHARE of the cells ')).toBe(true);
  expect(isAbout(parameter, 'seasons')).toBe(false);
});
