// Pictures as they come over the line: head, deflated planes, differences. protocol.ts says what the bytes mean.

import type { FrameHead } from './protocol';

/** What is to be drawn. Of cells two planes `[y][x]`, what each cell is and then its level; of an averaged picture its file. */
export type Picture = { head: FrameHead; planes: Uint8Array } | { head: FrameHead; file: Blob };

/** Takes a binary message apart. */
export function split(message: ArrayBuffer): { head: FrameHead; body: Uint8Array<ArrayBuffer> } {
  const length = new DataView(message).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(message, 4, length))) as FrameHead;
  return { head, body: new Uint8Array(message, 4 + length) };
}

/** Undoes raw deflate. */
export async function inflate(body: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([body]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Adds what differs to what was, byte by byte, modulo 256; the sum takes the place of the differences. */
export function addTo(differences: Uint8Array, base: Uint8Array): void {
  for (let i = 0; i < differences.length; i++) {
    differences[i] = differences[i]! + base[i]!;
  }
}

/** Makes pictures of messages, one after another, as each may need the one before. */
export class FrameReader {
  private last: { frame: number; planes: Uint8Array } | null = null;
  private queue: Promise<unknown> = Promise.resolve();

  /** The picture of a message. Fails where it needs one that is not there: the line is of no use then. */
  read(message: ArrayBuffer): Promise<Picture> {
    const picture = this.queue.then(() => this.decode(message));
    this.queue = picture.catch(() => undefined);
    return picture;
  }

  private async decode(message: ArrayBuffer): Promise<Picture> {
    const { head, body } = split(message);
    if (head.kind === 'webp') {
      this.last = null;
      return { head, file: new Blob([body], { type: 'image/webp' }) };
    }
    const planes = await inflate(body);
    if (planes.length !== 2 * head.width * head.height) {
      throw new Error(`picture ${head.frame} has ${planes.length} bytes, not two for each of ${head.width} x ${head.height} cells`);
    }
    if (head.base !== null) {
      if (this.last?.frame !== head.base || this.last.planes.length !== planes.length) {
        throw new Error(`picture ${head.frame} is told by differences to ${head.base}, which is not here`);
      }
      addTo(planes, this.last.planes);
    }
    this.last = { frame: head.frame, planes };
    return { head, planes };
  }
}

/** Whether a place of the grid lies in a picture of cells, and what is there. */
export function cellIn(picture: Picture, x: number, y: number): { what: number; level: number } | null {
  const { head } = picture;
  const [left, top] = head.region;
  const [column, row] = [Math.floor((x - left) / head.block), Math.floor((y - top) / head.block)];
  if (!('planes' in picture) || column < 0 || row < 0 || column >= head.width || row >= head.height) {
    return null;
  }
  const at = row * head.width + column;
  return { what: picture.planes[at]!, level: picture.planes[head.width * head.height + at]! };
}
