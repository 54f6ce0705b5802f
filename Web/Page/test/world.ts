// A plausible world for the fake server: five species whose blobs move about, and one layer of numbers.

import { Code, type Layer, type Parameter } from '../src/protocol.ts';

export const species = ['#ff4b5c', '#2fb5ff', '#ffc23d', '#3ddc84', '#b36bff'];
const pastel = ['#ffadad', '#a0c4ff', '#fdffb6', '#caffbf', '#bdb2ff'];

export const palettes = [
  { name: 'vivid', species },
  { name: 'pastel', species: pastel },
];

export const layers: Layer[] = [
  { name: 'territory', title: 'Territory', explanation: 'who holds each cell, darker where it is contested', index: null, isEntities: true },
  {
    name: 'aliveness', title: 'Aliveness', explanation: 'how much of a species lives in each cell',
    index: { title: 'Species', first: 0, last: 5 }, isEntities: false,
  },
];

const parameter = (name: string, more: Partial<Parameter>): Parameter => ({
  name, otherNames: [], explanation: `What ${name} does, in a line.`, consequence: '', structural: false, group: 'main', kind: 'number',
  minimum: 0, maximum: 1, multipleOf: null, logarithmicFrom: null, choices: [], range: '0 to 1', unit: '', perSpecies: false,
  standard: '0.5', ...more,
});

export const parameters: Parameter[] = [
  parameter('UpdateProbability', { otherNames: ['fire rate'], explanation: 'The share of the cells that change in a step.' }),
  parameter('GrowthGateSteepness', { maximum: 50, range: '0 to 50', standard: '12' }),
  parameter('CompetitionTemperature', { maximum: 10, logarithmicFrom: 0.01, range: '0.01 to 10', standard: '1' }),
  parameter('LearningRate', { perSpecies: true, maximum: 0.1, logarithmicFrom: 0.00001, range: '0 to 0.1', standard: '0.0007' }),
  parameter('Learns', { perSpecies: true, kind: 'switch', standard: 'true', minimum: null, maximum: null, range: 'true or false' }),
  parameter('Optimizer', { perSpecies: true, kind: 'choice', choices: ['SGD', 'Adam'], standard: 'SGD', range: 'SGD or Adam' }),
  parameter('SunPenalty', { group: 'advanced', maximum: 5, range: '0 to 5', standard: '0' }),
  parameter('SeedsPerSpecies', { group: 'advanced', kind: 'integer', maximum: 100, range: '1 to 100', standard: '10', unit: 'cells' }),
  parameter('Width', {
    group: 'world', kind: 'integer', structural: true, minimum: 16, maximum: 16384, range: '16 to 16384', unit: 'cells', standard: '128',
    consequence: 'The grid is cut or grows on the right.',
  }),
  parameter('HiddenChannels', {
    group: 'world', kind: 'integer', structural: true, minimum: 4, maximum: 64, range: '4 to 64', standard: '16',
    consequence: 'Networks are made anew.',
  }),
];

/** Blobs that move, and walls that were drawn. */
export class World {
  readonly width = 128;
  readonly height = 128;
  readonly walls = new Set<number>();
  step = 1000;

  /** What a cell is and its level, as the protocol has them. */
  planes(layer: string): Uint8Array {
    const cells = this.width * this.height;
    const planes = new Uint8Array(2 * cells);
    for (let at = 0; at < cells; at++) {
      const [what, level] = this.walls.has(at) ? [Code.wall, 0] : this.cell(at % this.width, Math.floor(at / this.width), layer);
      planes[at] = what;
      planes[cells + at] = level;
    }
    return planes;
  }

  /** Cells of the sun and of each species. */
  territory(): number[] {
    const counts = species.reduce((sum) => [...sum, 0], [0]);
    const planes = this.planes('territory');
    for (const what of planes.subarray(0, this.width * this.height)) {
      counts[what] = (counts[what] ?? 0) + 1;
    }
    return counts.slice(0, species.length + 1);
  }

  /** How alive every entity is in a cell, sun first. */
  aliveness(x: number, y: number): number[] {
    const time = this.step / 60;
    return [0.35, ...species.map((_, n) => {
      const [middleX, middleY] = [64 + 42 * Math.sin(time * (0.4 + 0.1 * n) + 2 * n), 64 + 42 * Math.cos(time * 0.5 + 1.7 * n)];
      const ripple = 5 * Math.sin(x / 5 + n) + 5 * Math.cos(y / 6 - n + time);
      return Math.exp(-(((x - middleX) ** 2 + (y - middleY) ** 2) ** 0.5 + ripple) / 38);
    })];
  }

  private cell(x: number, y: number, layer: string): [number, number] {
    const alive = this.aliveness(x, y);
    if (layer.startsWith('aliveness')) {
      return [0, Math.round(255 * Math.min(1, alive[Number(layer.split(':')[1] ?? 0)] ?? 0))];
    }
    const winner = alive.indexOf(Math.max(...alive));
    const second = Math.max(...alive.filter((_, entity) => entity !== winner));
    return [winner, winner === 0 ? 255 : Math.round(Math.min(255, 900 * (alive[winner]! - second)))];
  }
}
