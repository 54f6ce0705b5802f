import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Value } from '../src/protocol.ts';
import { coloursOf, openBrowser, openPage, placeOf } from './browser.ts';
import { makeFolder, Program, until } from './program.ts';
import { describeInBrowser } from './suite.ts';

describeInBrowser('who steers', () => {
  const folder = makeFolder();
  let program: Program;
  let browser: Browser;
  let page: Page;
  let faults: string[];

  beforeAll(async () => {
    program = await Program.start(folder.path);
    await program.demand({ pause: true });
    browser = await openBrowser();
    ({ page, faults } = await openPage(browser, program.address.url, { height: 900 }));
  });

  afterAll(async () => {
    await browser?.close();
    await program?.end();
    folder.remove();
  });

  const button = (name: RegExp | string) => page.getByRole('button', { name });

  const valueOf = async (name: string): Promise<number> => Number((await program.json<Record<string, Value>>('values'))[name]!.all);

  const colourInPicture = async (x: number, y: number): Promise<string> =>
    (await coloursOf(page, await program.bytes('picture.png?layer=territory&scale=1')))[y]![x]!;

  /** Finds a parameter by its name, as a person does, so that its row alone is there. */
  async function find(name: string): Promise<void> {
    await page.getByLabel('Search parameters, by any name they have').fill(name);
    await page.getByLabel(name, { exact: true }).waitFor();
  }

  it('pauses, steps and goes on, by buttons and by keys', async () => {
    const { step } = await program.world();
    await button(/^Step/).click();
    await until('a step was taken', async () => (await program.world()).step === step + 1);
    await page.keyboard.press('n');
    await until('another was taken', async () => (await program.world()).step === step + 2);
    // A button that has the focus keeps Space for itself.
    await page.mouse.click(...(await outside()));
    await page.keyboard.press(' ');
    await until('it runs', async () => !(await program.world()).paused && (await program.world()).step > step + 10);
    await button(/^Pause/).click();
    await until('it rests', async () => (await program.world()).paused);
    const { pace } = await program.world();
    await button(/^Slower/).click();
    await until('it is slower', async () => (await program.world()).pace !== pace);
    await page.keyboard.press('f');
    await until('it is as fast as before', async () => (await program.world()).pace === pace);
  });

  it('draws a wall where the mouse goes, takes it back and draws it again', async () => {
    await button(/^Wall/).click();
    await page.locator('#brush').fill('1'); // the root of the radius
    const from = await placeOf(page, 5, 6);
    const to = await placeOf(page, 20, 11);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 3 });
    await page.mouse.move(to.x, to.y, { steps: 3 });
    await page.mouse.up();
    await until('the wall stands', async () => (await strokes()).some(({ to: end }) => end[0] === 20 && end[1] === 11));
    const drawn = await strokes();
    expect(drawn[0]!.from).toEqual([5, 6]);
    for (let i = 1; i < drawn.length; i++) {
      expect(drawn[i]!.from).toEqual(drawn[i - 1]!.to);
    }
    const [first, last] = [await colourInPicture(5, 6), await colourInPicture(20, 11)];
    expect(first).toBe(last);
    await page.keyboard.press('u');
    await until('the wall is gone', async () => (await colourInPicture(5, 6)) !== first);
    await button(/^Redo/).click();
    await until('the wall is back', async () => (await colourInPicture(5, 6)) === first && (await colourInPicture(20, 11)) === first);
    await page.keyboard.press('l');
  });

  /** The wall's pieces, as the recipe has them. */
  async function strokes(): Promise<{ from: number[]; to: number[] }[]> {
    const { actions } = await program.recipe();
    return actions.map((one) => one['stroke'] as { from: number[]; to: number[] }).filter((one) => one !== undefined);
  }

  it('moves a slider by keys and by the mouse', async () => {
    await find('LearningRate');
    const slider = page.getByLabel('LearningRate, slider');
    const before = await valueOf('LearningRate');
    await slider.press('ArrowRight');
    await until('the key has an effect', async () => (await valueOf('LearningRate')) > before);
    const box = (await slider.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.9, box.y + box.height / 2, { steps: 10 });
    await page.mouse.up();
    const shown = (): Promise<string> => page.getByLabel('LearningRate', { exact: true }).inputValue();
    await until('the drag has an effect', async () => (await valueOf('LearningRate')) > 10 * before && (await valueOf('LearningRate')) === Number(await shown()));
  });

  it('types a number, and reads why another cannot be', async () => {
    await find('UpdateProbability');
    const field = page.getByLabel('UpdateProbability', { exact: true });
    await field.fill('0.375');
    await field.press('Enter');
    await until('it is typed', async () => (await valueOf('UpdateProbability')) === 0.375);
    await field.fill('7');
    await field.press('Enter');
    await page.locator('.parameter .reason.warning').waitFor();
    expect(await valueOf('UpdateProbability')).toBe(0.375);
    await page.keyboard.press('Escape');
    await page.mouse.click(...(await outside()));
    await page.keyboard.press('u');
    await until('it is taken back', async () => (await valueOf('UpdateProbability')) !== 0.375);
  });

  /** A place of the canvas where there is no cell. */
  const outside = async (): Promise<[number, number]> => {
    const { x, y } = await placeOf(page, 0, 0);
    const box = (await page.locator('canvas.world').boundingBox())!;
    return [Math.max(box.x + 4, x - 30), Math.max(box.y + 4, y - 30)];
  };

  it('applies what changes the world as a whole only when told to', async () => {
    await find('NetworkWidth');
    const field = page.getByLabel('NetworkWidth', { exact: true });
    await field.fill('16');
    await field.press('Enter');
    await button(/^Apply/).waitFor();
    expect(await valueOf('NetworkWidth')).toBe(8);
    await button(/^Cancel/).click();
    await button(/^Apply/).waitFor({ state: 'detached' });
    expect(await valueOf('NetworkWidth')).toBe(8);
    await field.fill('16');
    await field.press('Enter');
    await button(/^Apply/).click();
    await until('the networks are wider', async () => (await valueOf('NetworkWidth')) === 16);
    const { actions } = await program.recipe();
    expect(actions.filter((one) => JSON.stringify(one['set'] ?? '').includes('NetworkWidth'))).toHaveLength(1);
  });

  it('leaves no fault behind', () => expect(faults).toEqual([]));
});
