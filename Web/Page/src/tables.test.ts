import { describe, expect, it } from 'vitest';
import { entityTable, numberTable, parseColour, shade } from './tables';

const at = (table: Uint8Array, what: number, level: number): number[] => [...table.subarray(4 * (256 * what + level), 4 * (256 * what + level) + 4)];

describe('tables of colours', () => {
  it('take colours apart', () => {
    expect(parseColour('#ff4b5c')).toEqual([255, 75, 92]);
    expect(parseColour('0c0e14')).toEqual([12, 14, 20]);
  });

  it('shade in whole numbers, from seven tenths to all', () => {
    expect(shade(255, 255)).toBe(255);
    expect(shade(255, 0)).toBe(179); // 255 * 0.7 = 178.5, rounded up
    expect(shade(75, 100)).toBe(61); // (75 * 2085 + 1275) / 2550 = 61.8
    expect(shade(0, 128)).toBe(0);
    for (let component = 0; component < 256; component++) {
      expect(shade(component, 255)).toBe(component);
    }
  });

  it('have a row for each entity, and one colour for each code', () => {
    const table = entityTable(['#0c0e14', '#ff4b5c'], '#c0c4c8', '#303440');
    expect(at(table, 0, 255)).toEqual([12, 14, 20, 255]);
    expect(at(table, 1, 255)).toEqual([255, 75, 92, 255]);
    expect(at(table, 1, 0)).toEqual([179, 53, 64, 255]);
    for (const level of [0, 99, 255]) {
      expect(at(table, 254, level)).toEqual([192, 196, 200, 255]);
      expect(at(table, 255, level)).toEqual([192, 196, 200, 255]);
      expect(at(table, 253, level)).toEqual([48, 52, 64, 255]);
    }
  });

  it('take numbers from the ramp', () => {
    const ramp = Array.from({ length: 256 }, (_, level) => [level, 255 - level, 7].map((c) => c.toString(16).padStart(2, '0')).join(''));
    const table = numberTable(ramp.join(''), '#c0c4c8', '#303440');
    expect(at(table, 0, 0)).toEqual([0, 255, 7, 255]);
    expect(at(table, 0, 200)).toEqual([200, 55, 7, 255]);
    expect(at(table, 254, 200)).toEqual([192, 196, 200, 255]);
    expect(at(table, 253, 0)).toEqual([48, 52, 64, 255]);
  });
});
