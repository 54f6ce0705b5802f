import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, openPage, placeOf, waitForStep } from './browser.ts';
import { makeFolder, Program, run, smallWorld, until } from './program.ts';
import { describeInBrowser } from './suite.ts';

describeInBrowser('what several people do', () => {
  const folder = makeFolder();
  let program: Program;
  let browser: Browser;

  beforeAll(async () => {
    program = await Program.start(folder.path);
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await program?.end();
    folder.remove();
  });

  async function openNamed(name: string): Promise<Page> {
    const { page } = await openPage(browser, program.address.url);
    await page.locator('summary', { hasText: 'People' }).click();
    await page.getByLabel('Your name').fill(name);
    await page.getByLabel('Your name').press('Enter');
    await page.getByText(`${name} (you)`).waitFor();
    await page.getByLabel('Your name').blur();
    return page;
  }

  it('happens again, bit for bit, and the recipe says who did it', async () => {
    const ada = await openNamed('Ada');
    const ben = await openNamed('Ben');
    await ada.getByText('Ben', { exact: true }).waitFor();

    // All at once, while it runs.
    await ada.keyboard.press('w');
    const [from, to] = [await placeOf(ada, 4, 25), await placeOf(ada, 28, 16)];
    await ben.getByLabel('Search parameters, by any name they have').fill('LearningRate');
    const slider = ben.getByLabel('LearningRate, slider');
    await slider.focus();
    await ada.mouse.move(from.x, from.y);
    await ada.mouse.down();
    for (let part = 1; part <= 6; part++) {
      await ada.mouse.move(from.x + ((to.x - from.x) * part) / 6, from.y + ((to.y - from.y) * part) / 6);
      await ben.keyboard.press('ArrowRight');
      await program.demand({ seeds: { species: 1 + (part % 3), count: 4, at: [4 * part, 30 - 4 * part], radius: 5 } });
    }
    await ada.mouse.up();
    await ben.keyboard.press('Control+z');
    await ada.keyboard.press('Shift+U');
    await waitForStep(ada, (await program.world()).step + 40);

    await program.demand({ pause: true });
    const [world, recipe] = [await program.world(), await program.recipe()];
    for (const name of ['Ada', 'Ben', 'script']) {
      expect(recipe.actions.filter((one) => one.by === name), name).not.toHaveLength(0);
    }
    expect(recipe.actions.filter((one) => one['stroke']).every((one) => one.by === 'Ada')).toBe(true);
    // What was taken back last is done again by who does it again.
    expect(new Set(recipe.actions.filter((one) => one['seeds']).map((one) => one.by))).toEqual(new Set(['script', 'Ada']));
    expect(recipe.actions.length).toBeGreaterThan(12);
    expect(new Set(recipe.actions.map((one) => one.after)).size, 'steps at which something was done').toBeGreaterThan(3);

    await writeFile(join(folder.path, 'fetched.json'), await program.bytes('recipe.json'));
    const again = JSON.parse(await run(folder.path, 'run', '--recipe', 'fetched.json', '--device', 'cpu', '--json')) as { stateHash: string; stepsTaken: number };
    expect([again.stateHash, again.stepsTaken]).toEqual([world.stateHash, world.step]);
  });

  it('is in the recipe that serve saves, and that ends at the step at which the program was stopped', async () => {
    const saving = await Program.start(folder.path, [...smallWorld, '--save-recipe', 'saved.json']);
    const { page } = await openPage(browser, saving.address.url);
    await page.keyboard.press('e');
    const { x, y } = await placeOf(page, 16, 16);
    await page.mouse.click(x, y);
    await until('it is erased', async () => (await saving.recipe()).actions.some((one) => one['stroke']));
    await page.keyboard.press(' ');
    await until('it rests', async () => (await saving.world()).paused);
    const world = await saving.world();
    expect(await saving.end()).toBe(130);
    const again = JSON.parse(await run(folder.path, 'run', '--recipe', 'saved.json', '--device', 'cpu', '--json')) as { stateHash: string; stepsTaken: number };
    expect([again.stateHash, again.stepsTaken]).toEqual([world.stateHash, world.step]);
  });
});
