import { expect, test } from 'vitest';
import { pictureAddress, scalesFor } from './pictureSize';

test('pictures are no larger than they can be, and there is always one', () => {
  expect(scalesFor(96, 64, 400)).toEqual([1, 2, 4]);
  expect(scalesFor(64, 96, 4096)).toEqual([1, 2, 4, 8, 16]);
  expect(scalesFor(16384, 16384, 8192)).toEqual([1]);
});

test('an address says all of how a picture is looked at', () => {
  expect(pictureAddress('aliveness:2', 4, 'colour blind', 'all')).toBe(
    'api/picture.png?layer=aliveness%3A2&scale=4&palette=colour+blind&world=all',
  );
});
