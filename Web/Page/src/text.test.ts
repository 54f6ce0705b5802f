import { expect, it } from 'vitest';
import { digits, fixed, percent, rate, whole } from './text';

it('writes numbers as the window does', () => {
  expect([whole(1200), whole(-1200), whole(0)]).toEqual(['1,200', '−1,200', '0']);
  expect([fixed(0.456), fixed(-1.53), fixed(-0.001), fixed(1234), fixed(Number.NaN), fixed(-Infinity)])
    .toEqual(['0.46', '−1.53', '0.00', '1.2e3', 'NaN', '−∞']);
  expect([digits(0), digits(0.1234), digits(1.239), digits(12.34), digits(9876), digits(0.0000123), digits(-0.5)])
    .toEqual(['0', '0.123', '1.24', '12.3', '9876', '1.2e−5', '−0.5']);
  expect([rate(0), rate(0.54), rate(9.96), rate(1200)]).toEqual(['0', '0.5', '10', '1,200']);
  expect([percent(0), percent(0.004), percent(0.239)]).toEqual(['0%', '<1%', '24%']);
});
