// What it costs a world to be watched, and how much there is to send: `npm run measure`. Others use the machine too, so that what is
// compared is measured in turn, and medians are told.

import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { openBrowser, openPage, placeOf } from './browser.ts';
import { makeFolder, Program, run, smallWorld, until } from './program.ts';
import { median, paceOver, type Pace, Watcher } from './socket.ts';

const device = ['--device', 'cpu'];
const tell = (what: string, value: string): void => console.log(`${what.padEnd(58)} ${value}`);
const number = (value: number): string => value.toPrecision(3);

async function withProgram(words: string[], work: (program: Program) => Promise<void>): Promise<void> {
  const folder = makeFolder();
  const program = await Program.start(folder.path, words);
  try {
    await work(program);
  } finally {
    await program.end();
    folder.remove();
  }
}

/** How fast a world goes without and with something, in turn. */
async function compare(what: string, program: Program, seconds: number, rounds: number, join: () => Promise<() => Promise<void> | void>): Promise<void> {
  const [alone, watched]: Pace[][] = [[], []];
  await paceOver(program, 5);
  for (let round = 0; round < rounds; round++) {
    alone!.push(await paceOver(program, seconds));
    const leave = await join();
    watched!.push(await paceOver(program, seconds));
    await leave();
  }
  for (const [name, paces] of [['alone', alone!], ['watched', watched!]] as const) {
    const [rates, costs] = [paces.map((one) => one.stepsPerSecond), paces.map((one) => 1000 * one.secondsPerStep)];
    tell(`${what}: ${name}`, `${number(median(rates))} steps/s (${rates.map(number).join(' ')}), `
      + `${number(median(costs))} ms of a processor a step (${costs.map(number).join(' ')})`);
  }
}

/** Ten that look on and one that never reads. */
async function watchers(): Promise<void> {
  await withProgram(['--preset', 'default', ...device], async (program) => {
    await compare('ten watchers and one that never reads, default world', program, 8, 5, async () => {
      const all = await Promise.all(Array.from({ length: 11 }, (_, n) => Watcher.join(program, 30, n > 0)));
      return () => all.forEach((one) => one.leave());
    });
  });
}

/** One page in Chromium, which draws on the same processors. */
async function page(): Promise<void> {
  const browser = await openBrowser();
  await withProgram(['--preset', 'default', ...device], async (program) => {
    await compare('one page in Chromium, default world', program, 8, 4, async () => {
      const { page: opened } = await openPage(browser, program.address.url);
      return () => opened.context().close();
    });
  });
  const folder = makeFolder();
  const said = JSON.parse(await run(folder.path, 'run', '--preset', 'default', ...device, '--steps', '100', '--json')) as { stepsPerSecond: number };
  folder.remove();
  tell('gpueco run of the same world', `${number(said.stepsPerSecond)} steps/s`);
  await browser.close();
}

/** How many bits a second go over the line. */
async function bits(): Promise<void> {
  for (const words of [['--preset', 'edge-of-chaos', '--size', '128'], ['--load', 'reef']]) {
    await withProgram([...words, ...device], async (program) => {
      await paceOver(program, 10);
      const { step } = await program.world();
      const watcher = await Watcher.join(program);
      const [bytes, pictures, start] = [watcher.bytes, watcher.pictures, performance.now()];
      const { stepsPerSecond: rate } = await paceOver(program, 20);
      const seconds = (performance.now() - start) / 1000;
      const [came, kilobits] = [watcher.pictures - pictures, (8 * (watcher.bytes - bytes)) / 1000];
      const each = kilobits / came;
      tell(`${words.join(' ')}, from step ${step}`,
        `${number(came / seconds)} pictures/s of ${number(rate)} steps/s, ${number(each)} kbit each, ${number(kilobits / seconds)} kbit/s; at 30 a second ${number(30 * each)}`);
      watcher.leave();
    });
  }
}

/** From asking for the page to its first picture, and from a press to its effect. */
async function delays(): Promise<void> {
  const browser = await openBrowser();
  await withProgram(['--load', 'reef', ...device], async (program) => {
    const first: number[] = [];
    for (let round = 0; round < 5; round++) {
      const start = performance.now();
      const { page: opened } = await openPage(browser, program.address.url);
      first.push(performance.now() - start);
      await opened.context().close();
    }
    tell('first picture after load, reef', `${Math.round(median(first))} ms (${first.map(Math.round).join(' ')})`);
  });
  await withProgram(['--load', 'reef', ...device], async (program) => {
    const { page: opened } = await openPage(browser, program.address.url);
    await opened.keyboard.press('w');
    const steps: number[] = [];
    for (let round = 0; round < 8; round++) {
      const { x, y } = await placeOf(opened, 8 + 8 * round, 8 + 8 * round);
      await opened.mouse.move(x, y);
      const before = (await program.recipe()).steps;
      await opened.mouse.down();
      await opened.mouse.up();
      const strokes = async () => (await program.recipe()).actions.filter((one) => one['stroke']);
      await until('the wall stands', async () => (await strokes()).length > round);
      steps.push((await strokes()).at(-1)!.after - before);
    }
    tell('steps from just before a press to its stroke, reef', steps.join(' '));
  });
  await browser.close();
}

/** Memory of the page and of the program over some minutes of a fast world. */
async function memory(minutes: number): Promise<void> {
  const browser = await openBrowser();
  const tiny = smallWorld.map((word) => (word === '32' ? '16' : word));
  await withProgram(tiny, async (program) => {
    const { page: opened } = await openPage(browser, program.address.url);
    const developer = await opened.context().newCDPSession(opened);
    for (let minute = 0; minute <= minutes; minute++) {
      await developer.send('HeapProfiler.collectGarbage');
      const { usedSize } = await developer.send('Runtime.getHeapUsage');
      const resident = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${program.id}/status`, 'utf8'))![1]);
      const { frame, step } = (await opened.evaluate(() => window.gpueco.frame()))!;
      tell(`after ${minute} min, ${frame} pictures, step ${step}`, `page ${number(usedSize / 1e6)} MB, program ${number(resident / 1e3)} MB`);
      await paceOver(program, minute < minutes ? 60 : 0);
    }
  });
  await browser.close();
}

function sizes(): void {
  for (const name of ['index.html', 'page.js', 'page.css', 'icon.svg']) {
    const bytes = readFileSync(new URL(`../dist/${name}`, import.meta.url));
    tell(name, `${bytes.length} bytes, gzip ${gzipSync(bytes, { level: 9 }).length}, brotli ${brotliCompressSync(bytes).length}`);
  }
}

const all: Record<string, () => Promise<void> | void> = { sizes, bits, delays, watchers, page, memory: () => memory(3) };
const chosen = process.argv.slice(2);
console.log(`${cpus().length} x ${cpus()[0]!.model}, load ${loadavg().map((load) => load.toFixed(1)).join(' ')}`);
for (const name of chosen.length > 0 ? chosen : Object.keys(all)) {
  await all[name]!();
}
