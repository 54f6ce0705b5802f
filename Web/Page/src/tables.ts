// Colours of codes: a table of 256 rows, one for what a cell can be, with a colour for each of its 256 levels, RGBA8.

import { Code } from './protocol.ts';

const size = 256;

/** The components of "#rrggbb". */
export function parseColour(text: string): [number, number, number] {
  const number = Number.parseInt(text.replace('#', ''), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}

/** What a level makes of an entity's colour component, in whole numbers as the server has it. */
export const shade = (component: number, level: number): number => Math.floor((component * (1785 + 3 * level) + 1275) / 2550);

/** The table of a layer that shows entities. */
export function entityTable(entities: readonly string[], wall: string, noNumber: string): Uint8Array<ArrayBuffer> {
  const table = withCodes(wall, noNumber);
  entities.slice(0, Code.noNumber).forEach((colour, entity) => {
    const components = parseColour(colour);
    for (let level = 0; level < size; level++) {
      put(table, entity, level, components.map((component) => shade(component, level)));
    }
  });
  return table;
}

/** The table of a layer that shows numbers, whose ramp is 256 times "rrggbb". */
export function numberTable(ramp: string, wall: string, noNumber: string): Uint8Array<ArrayBuffer> {
  const table = withCodes(wall, noNumber);
  for (let level = 0; level < size; level++) {
    put(table, 0, level, parseColour(ramp.slice(6 * level, 6 * level + 6)));
  }
  return table;
}

// What lies between the worlds of a mosaic looks like wall.
function withCodes(wall: string, noNumber: string): Uint8Array<ArrayBuffer> {
  const table = new Uint8Array(4 * size * size);
  for (let level = 0; level < size; level++) {
    put(table, Code.noNumber, level, parseColour(noNumber));
    put(table, Code.wall, level, parseColour(wall));
    put(table, Code.gap, level, parseColour(wall));
  }
  return table;
}

function put(table: Uint8Array, what: number, level: number, colour: readonly number[]): void {
  table.set([...colour, 255], 4 * (size * what + level));
}
