import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, openPage } from './browser.ts';
import { makeFolder, Program, run, smallWorld, until, type Recipe } from './program.ts';
import { describeInBrowser } from './suite.ts';

describeInBrowser('worlds come and go', () => {
  const folder = makeFolder();
  let program: Program;
  let browser: Browser;
  let page: Page;
  let faults: string[];

  beforeAll(async () => {
    program = await Program.start(folder.path);
    await program.demand({ pause: true }, { step: 30 });
    browser = await openBrowser();
    ({ page, faults } = await openPage(browser, program.address.url));
  });

  afterAll(async () => {
    await browser?.close();
    await program?.end();
    folder.remove();
  });

  const button = (name: RegExp | string) => page.getByRole('button', { name });

  /** Drops something on the page, as a person does who drags it there. */
  async function drop(kind: 'file' | 'text', name: string, content: Uint8Array | string): Promise<void> {
    const data = await page.evaluateHandle(([isFile, called, bytes]) => {
      const transfer = new DataTransfer();
      const read = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
      if (isFile) {
        transfer.items.add(new File([read], called));
      } else {
        transfer.setData('text/plain', new TextDecoder().decode(read));
      }
      return transfer;
    }, [kind === 'file', name, Buffer.from(content).toString('base64')] as const);
    await page.dispatchEvent('canvas.world', 'dragenter', { dataTransfer: data });
    await page.getByText('Drop a world, a recipe or a link to open it').waitFor();
    await page.dispatchEvent('canvas.world', 'dragover', { dataTransfer: data });
    await page.dispatchEvent('canvas.world', 'drop', { dataTransfer: data });
  }

  async function fetched(name: string): Promise<{ name: string; content: Buffer }> {
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name, exact: true }).first().click()]);
    expect(await download.failure()).toBeNull();
    return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
  }

  it('a saved world is dropped and goes on where it was', async () => {
    const { stateHash } = await program.world();
    const saved = await program.bytes('world.eco');
    await program.demand({ step: 4 });
    await drop('file', 'evening.eco', saved);
    await until('it is there again', async () => (await program.world()).stateHash === stateHash);
  });

  it('so is one of the browser platform', async () => {
    await program.demand({ set: { Coupling: 'Shared' } });
    const saved = await program.bytes('world.petri');
    await program.demand({ begin: { preset: 'small', width: 24, height: 24 } });
    await drop('file', 'evening.petri', saved);
    await until('it is there', async () => (await program.world()).width === 32);
  });

  it('a recipe plays what was done, until somebody takes over', async () => {
    const words = ['--steps', '8', '--save-recipe', 'r.json'];
    await run(folder.path, 'run', ...smallWorld, ...words);
    const recipe = JSON.parse(await readFile(join(folder.path, 'r.json'), 'utf8')) as Recipe;
    recipe.steps = 1000;
    recipe.actions = [{ after: 3, set: { Dropout: 0.25 } }, { after: 900, set: { Dropout: 0.5 } }];
    await drop('file', 'evening.json', JSON.stringify(recipe));
    await until('it is paused at its start', async () => (await program.world()).step < 30);
    await program.demand({ pause: true });
    await button(/^Take over/).waitFor();
    const { step } = await program.world();
    await program.demand({ step: Math.max(1, 5 - step) });
    expect((await program.json<Record<string, { all: string }>>('values'))['Dropout']!.all).toBe('0.25');
    await page.keyboard.press('t');
    await button(/^Take over/).waitFor({ state: 'detached' });
    expect((await program.recipe()).actions.some((one) => one.after === 900)).toBe(false);
  });

  it('a text with a link is dropped', async () => {
    await program.demand({ begin: { preset: 'small', width: 32, height: 32 } }, { pause: true });
    const link = new TextDecoder().decode(await program.bytes('link'));
    await program.demand({ begin: { preset: 'small', width: 24, height: 24 } }, { pause: true });
    await drop('text', '', `see https://example.org/${link.startsWith('#') ? '' : '#'}${link} it is fine`);
    await until('it is there', async () => (await program.world()).width === 32);
  });

  it('what is no world changes nothing, and says why', async () => {
    const before = await program.world();
    await drop('file', 'no.eco', 'this is no world');
    await page.locator('.toast.warning').waitFor();
    expect(await program.world()).toEqual(before);
  });

  it('a preset is begun from the gallery, and a grown world opened', async () => {
    await page.keyboard.press('g');
    await page.getByLabel('Width of a world of duel, in cells').fill('40');
    await page.getByLabel('Height of a world of duel, in cells').fill('24');
    await button('Begin duel').click();
    await until('it has begun', async () => (await program.world()).width === 40 && (await program.world()).height === 24);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('g');
    await button('Open labyrinth').click();
    await until('it is there', async () => (await program.world()).step > 100);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await program.demand({ pause: true });
    await page.waitForFunction(() => window.gpueco.frame()!.grid[0] !== 40);
  });

  it('all of it is downloaded', async () => {
    const { stateHash, width, height } = await program.world();
    await page.keyboard.press('o');
    const world = await fetched('.eco');
    expect(world.name).toMatch(/\.eco$/);
    await writeFile(join(folder.path, 'fetched.eco'), world.content);
    const said = JSON.parse(await run(folder.path, 'run', '--load', 'fetched.eco', '--steps', '0', '--device', 'cpu', '--json')) as { stateHash: string };
    expect(said.stateHash).toBe(stateHash);
    expect((JSON.parse((await fetched('.json')).content.toString()) as Recipe).steps).toBe((await program.recipe()).steps);
    const table = (await fetched('.csv')).content.toString().trim().split('\n');
    expect(table[0]).toMatch(/^step,/);
    expect(table.length).toBeGreaterThan(1);
    await page.getByLabel('Size', { exact: true }).selectOption('1');
    const picture = (await fetched('.png')).content;
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([width, height]);
    await page.keyboard.press('Escape');
  });

  it('a film is recorded, and downloaded', async () => {
    await page.keyboard.press('o');
    await button('film').click();
    await program.demand({ step: 12 });
    await button('stop film').click();
    await page.locator('.recorded a').waitFor();
    const film = await fetched('Download');
    expect(film.content.length).toBeGreaterThan(200);
    await page.keyboard.press('Escape');
    expect(faults.filter((fault) => !fault.includes('400'))).toEqual([]);
  });
});
