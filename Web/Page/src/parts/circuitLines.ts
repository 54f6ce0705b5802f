// Where a circuit's wires and nodes are drawn, as paths of SVG: one for all that is 0, one for all that is 1.

import type { CircuitDrawing } from '../protocol';

const longest = 380;
const tallest = 190;
const longestColumn = 70;
const tallestRow = 13;
const labelWidth = 42;
const largestDot = 3;

/** Lines of letters that are closer could not be read. */
export const labelSize = 9;

export interface Layout {
  width: number;
  height: number;
  hasLabels: boolean;
  dot: number; // a node's radius
  across: (column: number) => number;
  down: (row: number) => number;
}

/** Room for all columns and rows: the fewer there are, the farther apart they lie. */
export function layoutOf({ columns, rows }: CircuitDrawing): Layout {
  const column = Math.min(longestColumn, longest / columns);
  const row = Math.min(tallestRow, tallest / rows);
  const hasLabels = row >= labelSize;
  const label = hasLabels ? labelWidth : largestDot;
  return {
    width: 2 * label + columns * column,
    height: rows * row,
    hasLabels,
    dot: Math.min(largestDot, row / 3),
    across: (at) => label + at * column,
    down: (at) => (at + 0.5) * row,
  };
}

export interface Lines {
  wires: string;
  dots: string;
}

/** Lines of what is 0 or 1 in a cell. */
export function linesOf(drawing: CircuitDrawing, layout: Layout, lit: string, digit: '0' | '1'): Lines {
  const { columns, nodes, answers } = drawing;
  const { across, down, dot } = layout;
  const wires: string[] = [];
  const dots: string[] = [];
  const wire = (from: number, x: number, y: number): void => {
    const start = { x: across(nodes[from]!.column), y: down(nodes[from]!.row) };
    const bend = Math.min(longestColumn, (x - start.x) / 2);
    wires.push(`M${text(start.x)} ${text(start.y)}C${text(start.x + bend)} ${text(start.y)} ${text(x - bend)} ${text(y)} ${text(x)} ${text(y)}`);
  };
  nodes.forEach(({ column, row, reads }, node) => {
    reads.filter((read) => lit[read] === digit).forEach((read) => wire(read, across(column), down(row)));
    if (lit[node] === digit) {
      const half = `a${text(dot)} ${text(dot)} 0 1 0`;
      dots.push(`M${text(across(column) - dot)} ${text(down(row))}${half} ${text(2 * dot)} 0${half} ${text(-2 * dot)} 0`);
    }
  });
  answers.filter(({ node }) => lit[node] === digit).forEach(({ node, row }) => wire(node, across(columns), down(row)));
  return { wires: wires.join(''), dots: dots.join('') };
}

const text = (length: number): string => String(Math.round(100 * length) / 100);
