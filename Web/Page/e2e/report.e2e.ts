import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findings } from './axe.ts';
import { openBrowser } from './browser.ts';
import { makeFolder, run } from './program.ts';
import { describeInBrowser } from './suite.ts';

// Where to leave pictures for somebody to look at.
const pictures = process.env['PICTURES'];

const worlds = [
  '--preset', 'small', '--size', '16', '--device', 'cpu', '--burn-in', '6', '--frames', '3', '--every', '2', '--seeds', '2',
  '--vary', 'GrowthGateSteepness=2..30:log', '--vary', 'CompetitionTemperature=0.1..5:log',
];
const searches = {
  map: ['--axis', 'borders:8', '--axis', 'churn1:8', '--baseline', 'random', '--name', 'Edge <b>of</b> "chaos"'],
  strip: ['--axis', 'borders:12'],
  scatter: ['--feature', 'borders', '--feature', 'churn', '--feature', 'order', '--keep', '8'],
};

describeInBrowser('the report of an experiment', () => {
  const folder = makeFolder();
  const addressOf = (name: string): string => pathToFileURL(join(folder.path, name, 'report', 'index.html')).href;
  let browser: Browser;

  beforeAll(async () => {
    for (const [name, search] of Object.entries(searches)) {
      await run(folder.path, 'evolve', ...worlds, ...search, '--trials', '30', '--window', '8', '--out', name);
      await run(folder.path, 'archive', name, '--report', '--films', '--device', 'cpu');
    }
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    folder.remove();
  });

  /** Opens it from the disk. Whatever it asks of anybody else, or finds missing, is in `faults`. */
  async function open(name: string, options: { width?: number; theme?: 'light' | 'dark'; isStill?: boolean } = {}) {
    const { width = 1366, theme = 'dark', isStill = false } = options;
    const context = await browser.newContext({
      viewport: { width, height: 800 }, colorScheme: theme, reducedMotion: isStill ? 'reduce' : 'no-preference',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
    page.on('request', (request) => /^(file|data):/.test(request.url()) || faults.push(`it asks for ${request.url()}`));
    page.on('requestfailed', (request) => faults.push(`there is no ${request.url()}`));
    await page.goto(addressOf(name));
    await page.getByRole('heading', { level: 1 }).waitFor();
    return { page, faults };
  }

  const focused = (page: Page): Promise<string> => page.evaluate(() => (document.activeElement as HTMLElement).dataset['trial'] ?? '');

  for (const theme of ['dark', 'light'] as const) {
    for (const width of [360, 1366]) {
      it(`everybody can use what is ${theme} and ${width} wide`, async () => {
        for (const name of Object.keys(searches)) {
          const { page, faults } = await open(name, { theme, width });
          expect(await findings(page), name).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBeLessThanOrEqual(width);
          if (pictures) {
            await page.screenshot({ path: `${pictures}/report-${name}-${theme}-${width}.png`, fullPage: true });
          }
          await page.locator('.cards .thumb').first().click();
          await page.getByRole('dialog').waitFor();
          expect(await page.getByRole('region', { name: 'Who beats whom' }).count(), name).toBe(1);
          expect(await findings(page), `${name}, a trial`).toEqual([]);
          if (pictures) {
            await page.screenshot({ path: `${pictures}/report-${name}-${theme}-${width}-trial.png` });
          }
          expect(faults).toEqual([]);
          await page.context().close();
        }
      });
    }
  }

  it('keys reach every world, and tell of it', async () => {
    for (const [name, map] of [['map', '.cells'], ['strip', '.cells'], ['scatter', '.scatter']] as const) {
      const { page } = await open(name);
      const all = await page.locator(`${map} .thumb`).evaluateAll((thumbs) => thumbs.map((thumb) => (thumb as HTMLElement).dataset['trial']));
      expect(all.length).toBeGreaterThan(3);
      await page.locator(`${map} .thumb[tabindex="0"]`).focus();
      const reached = new Set<string>();
      for (const way of ['Home', 'ArrowRight', 'ArrowUp', 'ArrowLeft', 'ArrowDown', 'ArrowRight', 'End', 'ArrowLeft', 'ArrowDown', 'ArrowLeft', 'ArrowUp']) {
        for (let time = 0; time < (way.startsWith('Arrow') ? 4 : 1); time++) {
          await page.keyboard.press(way);
          reached.add(await focused(page));
        }
      }
      expect(reached.size).toBeGreaterThan(2);
      expect([...reached].filter((trial) => !all.includes(trial))).toEqual([]);

      const trial = await focused(page);
      await page.keyboard.press('Enter');
      await page.getByRole('dialog', { name: `Trial ${trial}` }).waitFor();
      expect(new URL(page.url()).hash).toBe(`#trial-${trial}`);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await focused(page)).toBe(trial);
      await page.context().close();
    }
  });

  it('a world under the pointer plays its film, unless nothing is to move', async () => {
    for (const [isStill, ending] of [[false, '.webp'], [true, '.png']] as const) {
      const { page } = await open('map', { isStill });
      await page.locator('.cells .thumb').first().hover();
      const shown = page.locator('.preview img');
      expect(await shown.getAttribute('src')).toContain(ending);
      await page.waitForFunction(() => (document.querySelector<HTMLImageElement>('.preview img')?.naturalWidth ?? 0) === 16);
      const box = (await page.locator('.preview').boundingBox())!;
      expect(box.x + box.width).toBeLessThanOrEqual(1366);
      expect(box.y + box.height).toBeLessThanOrEqual(800);
      await page.context().close();
    }
  });

  it('a trial leads to those that it descends from, and back', async () => {
    const { page } = await open('map');
    const report = await page.evaluate(() => JSON.parse(document.getElementById('report')!.textContent) as {
      trials: { trial: number; parents: number[]; command: string }[];
    });
    const child = report.trials.find((one) => one.parents.length > 0)!;
    await page.goto(`${addressOf('map')}#trial-${child.trial}`);
    await page.getByRole('dialog', { name: `Trial ${child.trial}` }).waitFor();
    expect(await page.getByLabel('See and steer this very world').inputValue()).toBe(child.command);
    await page.locator('.lineage a').first().click();
    await page.getByRole('dialog', { name: `Trial ${child.trial}` }).waitFor({ state: 'detached' });
    await page.getByRole('dialog').waitFor();
    await page.goBack();
    await page.getByRole('dialog', { name: `Trial ${child.trial}` }).waitFor();
  });

  it('names are no markup', async () => {
    const { page, faults } = await open('map');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Edge <b>of</b> "chaos"');
    expect(await page.title()).toBe('Edge <b>of</b> "chaos"');
    expect(faults).toEqual([]);
  });
});
