import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Layer } from '../src/protocol.ts';
import { coloursOf, frameOf, openBrowser, openPage } from './browser.ts';
import { makeFolder, Program, run, smallWorld } from './program.ts';
import { describeInBrowser } from './suite.ts';

const palettes = ['vivid', 'viridis'];

describeInBrowser('the canvas has the colours of pictures', () => {
  const folder = makeFolder();
  let program: Program;
  let browser: Browser;
  let page: Page;
  let faults: string[];
  let layers: Layer[];

  beforeAll(async () => {
    program = await Program.start(folder.path, [...smallWorld, '--set', 'StateChannels=4', '--set', 'HiddenChannels=0']);
    await program.demand({ pause: true }, { step: 40 });
    await program.demand({ stroke: { brush: 'wall', from: [3, 4], to: [26, 19], radius: 2 } });
    layers = await program.json<Layer[]>('layers');
    browser = await openBrowser();
    ({ page, faults } = await openPage(browser, program.address.url, { width: 760, height: 400 }));
  });

  afterAll(async () => {
    await browser?.close();
    await program?.end();
    folder.remove();
  });

  /** Shows a layer on the page, by its controls. */
  async function show(layer: Layer, index: number | null, palette: string): Promise<void> {
    await page.selectOption('#stepper-layer', layer.name);
    if (index !== null) {
      await page.selectOption(`#stepper-${layer.index!.title.toLowerCase().replaceAll(' ', '-')}`, String(index));
    }
    await page.selectOption('#stepper-colours', palette);
    const name = nameOf(layer, index);
    await page.waitForFunction(([wanted, colours, step]) => {
      const frame = window.gpueco.frame()!;
      return frame.layer === wanted && frame.palette === colours && frame.step === step;
    }, [name, palette, (await program.world()).step] as const);
  }

  const nameOf = (layer: Layer, index: number | null): string => (index === null ? layer.name : `${layer.name}:${index}`);

  const indicesOf = ({ index }: Layer): (number | null)[] =>
    index === null ? [null] : Array.from({ length: index.last - index.first + 1 }, (_, n) => index.first + n);

  /** What the canvas shows of every fifth cell and of all in a row, as "x,y: r,g,b". */
  const sample = (): Promise<string[]> => page.evaluate(() => {
    const [width, height] = window.gpueco.frame()!.grid;
    const shown: string[] = [];
    for (let cell = 0; cell < width * height; cell++) {
      const [x, y] = [cell % width, Math.floor(cell / width)];
      if (cell % 5 === 0 || y === 10) {
        shown.push(`${x},${y}: ${window.gpueco.colourAt(x, y)!.join(',')}`);
      }
    }
    return shown;
  });

  function expectSame(shown: readonly string[], picture: readonly string[][]): void {
    expect(shown.length).toBeGreaterThan(200);
    const others = shown.filter((text) => {
      const [place, colour] = text.split(': ');
      const [x, y] = place!.split(',').map(Number);
      return colour !== picture[y!]![x!];
    });
    expect(others).toEqual([]);
  }

  for (const palette of palettes) {
    it(`in every layer, in ${palette}`, async () => {
      const seen = new Set<string>();
      for (const layer of layers) {
        for (const index of indicesOf(layer)) {
          await show(layer, index, palette);
          const shown = await sample();
          const query = new URLSearchParams({ layer: nameOf(layer, index), scale: '1', palette });
          expectSame(shown, await coloursOf(page, await program.bytes(`picture.png?${query.toString()}`)));
          shown.forEach((text) => seen.add(text.split(': ')[1]!));
        }
      }
      // All grey would be the same too.
      expect(seen.size).toBeGreaterThan(100);
    });
  }

  it('and those of the pictures that run writes of the saved world', async () => {
    await writeFile(join(folder.path, 'saved.eco'), await program.bytes('world.eco'));
    for (const [name, index] of [['territory', null], ['aliveness', 2], ['channel', 3]] as const) {
      const layer = layers.find((one) => one.name === name)!;
      await show(layer, index, palettes[1]!);
      const words = ['--steps', '0', '--image', 'run.png', '--image-scale', '1', '--layer', nameOf(layer, index), '--palette', palettes[1]!];
      await run(folder.path, 'run', '--load', 'saved.eco', '--device', 'cpu', ...words);
      expectSame(await sample(), await coloursOf(page, await readFile(join(folder.path, 'run.png'))));
    }
  });

  it('whatever part of the world is in sight', async () => {
    await show(layers[0]!, null, palettes[0]!);
    const before = await sample();
    await page.locator('canvas.world').press('+');
    await page.locator('canvas.world').press('Home');
    expect(await sample()).toEqual(before);
    expect((await frameOf(page)).region).toEqual([0, 0, 32, 32]);
    expect(faults).toEqual([]);
  });
});
