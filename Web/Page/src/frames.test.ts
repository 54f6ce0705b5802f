import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { addTo, cellIn, FrameReader, split } from './frames';
import type { FrameHead } from './protocol';

const head = (more: Partial<FrameHead>): FrameHead => ({
  frame: 1, base: null, kind: 'cells', step: 7, layer: 'territory', palette: 'vivid', world: '1', region: [4, 6, 3, 2], block: 1,
  width: 3, height: 2, grid: [128, 128], patch: null, ...more,
});

function message(given: FrameHead, body: Uint8Array): ArrayBuffer {
  const text = new TextEncoder().encode(JSON.stringify(given));
  const bytes = new Uint8Array(4 + text.length + body.length);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  bytes.set(body, 4 + text.length);
  return bytes.buffer;
}

const cells = (given: FrameHead, planes: number[]): ArrayBuffer => message(given, deflateRawSync(Uint8Array.from(planes)));

const first = [1, 2, 0, 254, 1, 5, 10, 20, 30, 0, 255, 7];

describe('frames', () => {
  it('are taken apart into head and body', () => {
    const given = head({ frame: 3 });
    const { head: read, body } = split(message(given, Uint8Array.of(9, 8, 7)));
    expect(read).toEqual(given);
    expect([...body]).toEqual([9, 8, 7]);
  });

  it('add differences modulo 256', () => {
    const differences = Uint8Array.of(1, 255, 200, 0);
    addTo(differences, Uint8Array.of(4, 1, 100, 77));
    expect([...differences]).toEqual([5, 0, 44, 77]);
  });

  it('are read one after another, each from the one before, even when they come at once', async () => {
    const reader = new FrameReader();
    const second = first.map((byte) => (byte * 3) % 256);
    const third = second.map((byte) => (byte + 200) % 256);
    const difference = (to: number[], from: number[]): number[] => to.map((byte, i) => (byte - from[i]! + 256) % 256);
    const read = await Promise.all([
      reader.read(cells(head({}), first)),
      reader.read(cells(head({ frame: 2, base: 1 }), difference(second, first))),
      reader.read(cells(head({ frame: 3, base: 2 }), difference(third, second))),
    ]);
    expect(read.map((picture) => 'planes' in picture && [...picture.planes])).toEqual([first, second, third]);
  });

  it('fail where what they differ from is not there, or has another shape', async () => {
    const reader = new FrameReader();
    await expect(reader.read(cells(head({ frame: 2, base: 1 }), first))).rejects.toThrow('differences to 1');
    await reader.read(cells(head({ frame: 5 }), first));
    await expect(reader.read(cells(head({ frame: 6, base: 4 }), first))).rejects.toThrow('differences to 4');
    await expect(reader.read(cells(head({ frame: 7, base: 5, width: 1, height: 1 }), [1, 1]))).rejects.toThrow('differences to 5');
    await expect(reader.read(cells(head({ frame: 8 }), [1, 2, 3]))).rejects.toThrow('3 bytes');
  });

  it('hand on averaged pictures as files', async () => {
    const picture = await new FrameReader().read(message(head({ kind: 'webp', block: 4 }), Uint8Array.of(1, 2, 3)));
    expect('file' in picture && [picture.file.type, picture.file.size]).toEqual(['image/webp', 3]);
  });

  it('say what is at a place of the grid', async () => {
    const picture = await new FrameReader().read(cells(head({}), first));
    expect(cellIn(picture, 4, 6)).toEqual({ what: 1, level: 10 });
    expect(cellIn(picture, 6, 7)).toEqual({ what: 5, level: 7 });
    expect(cellIn(picture, 4, 7)).toEqual({ what: 254, level: 0 });
    expect([cellIn(picture, 3, 6), cellIn(picture, 7, 6), cellIn(picture, 4, 8)]).toEqual([null, null, null]);
  });
});
