import { crc32, deflateSync } from 'node:zlib';
import { parseColour, shade } from '../src/tables.ts';
import { species, type World } from './world.ts';

/** A picture of a world's territory. */
export function png(world: World): Uint8Array {
  const planes = world.planes('territory');
  const colours = ['#0c0e14', ...species].map(parseColour);
  const rows = Buffer.alloc(world.height * (1 + 3 * world.width));
  for (let y = 0; y < world.height; y++) {
    for (let x = 0; x < world.width; x++) {
      const at = y * world.width + x;
      const colour = (colours[planes[at]!] ?? [192, 196, 200]).map((c) => shade(c, planes[world.width * world.height + at]!));
      rows.set(colour, y * (1 + 3 * world.width) + 1 + 3 * x);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(world.width, 0);
  head.writeUInt32BE(world.height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
