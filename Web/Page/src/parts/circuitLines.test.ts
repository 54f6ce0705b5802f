import { expect, test } from 'vitest';
import type { CircuitDrawing } from '../protocol';
import { layoutOf, linesOf } from './circuitLines';

const both: CircuitDrawing = {
  columns: 2,
  rows: 2,
  nodes: [
    { name: 'p0_w', column: 0, row: 0, reads: [] },
    { name: 'p0_e', column: 0, row: 1, reads: [] },
    { name: 'AND', column: 1, row: 0.5, reads: [0, 1] },
  ],
  answers: [{ name: 'next0', node: 2, row: 0.5 }],
};

const count = (path: string): number => path.split('M').length - 1;

test('every wire and every node is alight or not', () => {
  for (const lit of ['000', '100', '010', '111']) {
    const [off, on] = [linesOf(both, layoutOf(both), lit, '0'), linesOf(both, layoutOf(both), lit, '1')];
    const ones = lit.split('1').length - 1;
    expect([count(on.dots), count(on.wires)]).toEqual([ones, ones]);
    expect([count(off.dots), count(off.wires)]).toEqual([3 - ones, 3 - ones]);
  }
});

test('a wire leads from what is read to who reads it', () => {
  const layout = layoutOf(both);
  expect(linesOf(both, layout, '100', '1').wires).toBe('M42 6.5C77 6.5 77 13 112 13');
  expect(linesOf(both, layout, '001', '1').wires).toBe('M112 13C147 13 147 13 182 13');
});

test('circuits of any size have room', () => {
  expect(layoutOf(both)).toMatchObject({ width: 224, height: 26, hasLabels: true });
  const large = layoutOf({ ...both, columns: 400, rows: 128 });
  expect(large.width).toBeLessThan(400);
  expect(large.height).toBeCloseTo(190);
  expect(large.hasLabels).toBe(false);
});
