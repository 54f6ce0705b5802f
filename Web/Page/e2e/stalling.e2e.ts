import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFolder, Program } from './program.ts';
import { median, paceOver, Watcher } from './socket.ts';

describe('a line that nobody reads', () => {
  const folder = makeFolder();
  let program: Program;

  beforeAll(async () => {
    program = await Program.start(folder.path);
  });

  afterAll(async () => {
    await program?.end();
    folder.remove();
  });

  it('does not slow the world by half', async () => {
    const alone: number[] = [];
    const stalled: number[] = [];
    // In turn, since other programs of the machine come and go.
    for (let round = 0; round < 3; round++) {
      alone.push((await paceOver(program, 2)).stepsPerSecond);
      const watcher = await Watcher.join(program, 60, false);
      stalled.push((await paceOver(program, 2)).stepsPerSecond);
      watcher.leave();
    }
    expect(median(alone)).toBeGreaterThan(0);
    expect(median(stalled)).toBeGreaterThan(median(alone) / 2);
  });
});
