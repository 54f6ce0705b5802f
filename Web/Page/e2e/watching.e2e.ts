import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, openPage, placeOf } from './browser.ts';
import { makeFolder, Program } from './program.ts';
import { describeInBrowser } from './suite.ts';

describeInBrowser('who only watches', () => {
  const folder = makeFolder();
  let program: Program;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    program = await Program.start(folder.path);
    await program.demand({ pause: true }, { step: 10 }, { keep: true });
    browser = await openBrowser();
    ({ page } = await openPage(browser, program.address.watchUrl));
  });

  afterAll(async () => {
    await browser?.close();
    await program?.end();
    folder.remove();
  });

  it('finds everything disabled that would change the world', async () => {
    for (const name of [/^Play/, /^Step/, /^Reset/, /^Slower/, /^Wall/, /^Erase/, /^Paint/, /^Seeds/, /^Save/, /^Go back to/, /^Branch from/]) {
      expect(await page.getByRole('button', { name }).first().isDisabled(), name.source).toBe(true);
    }
    for (const control of await page.locator('.parameters input:not([type="text"]), .parameters select, .parameters .value-field').all()) {
      expect(await control.isDisabled()).toBe(true);
    }
    await page.getByText('watching', { exact: true }).waitFor();
    await page.keyboard.press('g');
    for (const control of await page.locator('.gallery button, .open-row button').all()) {
      expect(await control.isDisabled()).toBe(true);
    }
    await page.keyboard.press('Escape');
  });

  it('changes nothing by keys, by the mouse or by what the page would send', async () => {
    const before = await program.world();
    for (const key of [' ', 'n', 'r', 's', 'u', 't', 'w']) {
      await page.keyboard.press(key);
    }
    const { x, y } = await placeOf(page, 9, 9);
    await page.mouse.click(x, y);
    for (const command of [{ pause: false }, { step: 1 }, { keep: true }, { do: 'reset' } as const, { undo: true } as const]) {
      const refusal = await page.evaluate((one) => window.gpueco.ask(one as never), command);
      expect(refusal, JSON.stringify(command)).toContain('may watch');
    }
    const statuses = await page.evaluate(() => Promise.all([
      fetch('api/commands', { method: 'POST', body: '{"step":1}', headers: { 'Content-Type': 'application/json' } }),
      fetch('api/worlds?name=x.eco', { method: 'POST', body: 'x', headers: { 'Content-Type': 'application/octet-stream' } }),
    ]).then((answers) => answers.map(({ status }) => status)));
    expect(statuses).toEqual([403, 403]);
    expect(await program.world()).toEqual(before);
    expect((await program.recipe()).actions).toEqual([]);
    expect(await program.json('checkpoints')).toHaveLength(1);
  });

  it('may look at everything', async () => {
    await page.keyboard.press('m');
    await page.waitForFunction(() => window.gpueco.frame()!.layer !== 'territory');
    expect(await page.evaluate(() => fetch('api/world.eco').then(({ status }) => status))).toBe(200);
  });
});
