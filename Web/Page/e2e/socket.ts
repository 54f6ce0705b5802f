// A page's line without a page: what it costs the world to be watched.

import { readFileSync } from 'node:fs';
import { WebSocket } from 'ws';
import { split } from '../src/frames.ts';
import type { Program } from './program.ts';

/** A watcher that says it has drawn every picture, or one that never reads what it is sent. */
export class Watcher {
  /** Bytes of pictures that have come. */
  bytes = 0;

  /** Pictures that have come. */
  pictures = 0;

  private readonly socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.socket = socket;
  }

  /** Joins those who watch the whole of a world. */
  static async join(program: Program, framesPerSecond = 30, reads = true): Promise<Watcher> {
    const { width, height } = await program.world();
    const socket = new WebSocket(`ws://127.0.0.1:${program.address.port}/api/socket`, {
      headers: { Authorization: `Bearer ${program.address.watchToken}` },
    });
    const watcher = new Watcher(socket);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    const say = (message: unknown): void => socket.send(JSON.stringify(message));
    const view = { layer: 'territory', palette: 'vivid', world: '1', region: [0, 0, width, height], block: 1, pointer: null, framesPerSecond };
    say({ hello: { name: 'watcher', since: null } });
    say({ view });
    if (reads) {
      socket.on('message', (data: Buffer, isBinary) => {
        if (isBinary) {
          watcher.bytes += data.length;
          watcher.pictures++;
          const copy = new Uint8Array(data).buffer;
          say({ shown: split(copy).head.frame });
        }
      });
    } else {
      // It claims to have drawn everything, so that only the line's own fullness holds the server back.
      const timer = setInterval(() => say({ shown: Number.MAX_SAFE_INTEGER }), 20);
      socket.once('close', () => clearInterval(timer));
      socket.pause();
    }
    return watcher;
  }

  leave(): void {
    this.socket.terminate();
  }
}

/** How fast a world went over a while: steps a second, and seconds of a processor for each step. */
export interface Pace {
  stepsPerSecond: number;
  secondsPerStep: number;
}

/** Looks at a world's own count, and at what the program has used of processors, which other programs do not change much. */
export async function paceOver(program: Program, seconds: number): Promise<Pace> {
  const [from, used, start] = [(await program.world()).step, processorSeconds(program.id), performance.now()];
  await new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
  const steps = (await program.world()).step - from;
  return { stepsPerSecond: steps / ((performance.now() - start) / 1000), secondsPerStep: (processorSeconds(program.id) - used) / steps };
}

/** What a process has used of processors so far; Linux says so in hundredths of a second. */
function processorSeconds(id: number): number {
  const fields = readFileSync(`/proc/${id}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** The middle of some numbers. */
export const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
