import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Checkpoint } from '../src/protocol.ts';
import { openBrowser, openPage } from './browser.ts';
import { makeFolder, Program, until } from './program.ts';
import { describeInBrowser } from './suite.ts';

describeInBrowser('checkpoints', () => {
  const folder = makeFolder();
  let program: Program;
  let browser: Browser;
  let page: Page;
  let faults: string[];

  beforeAll(async () => {
    program = await Program.start(folder.path);
    await program.demand({ pause: true }, { step: 20 });
    browser = await openBrowser();
    ({ page, faults } = await openPage(browser, program.address.url, { height: 900 }));
  });

  afterAll(async () => {
    await browser?.close();
    await program?.end();
    folder.remove();
  });

  const kept = (): Promise<Checkpoint[]> => program.json<Checkpoint[]>('checkpoints');

  const button = (name: RegExp | string) => page.getByRole('button', { name });

  it('are kept, and gone back to, to the last bit', async () => {
    const first = await program.world();
    await button(/^Save/).click();
    await until('one is kept', async () => (await kept()).length === 1);
    await program.demand({ step: 15 });
    expect((await program.world()).stateHash).not.toBe(first.stateHash);
    await button(/^Go back to/).click();
    await until('it is as it was', async () => (await program.world()).stateHash === first.stateHash);
    expect((await program.world()).run).toBe(first.run);
  });

  it('are where another run branches off', async () => {
    const { run, stateHash } = await program.world();
    await program.demand({ step: 5 });
    await button(/^Branch from/).first().click();
    await until('another run has begun there', async () => (await program.world()).run !== run && (await program.world()).stateHash === stateHash);
    await program.demand({ step: 5 });
    await page.keyboard.press('s');
    await until('what it began with and what came of it are kept', async () => (await kept()).length === 3);
    const [first, ...others] = await kept();
    expect(others.map(({ parent }) => parent)).toEqual([`${first!.name}.eco`, `${first!.name}.eco`]);
  });

  it('have names, which they keep', async () => {
    await button(/^More about/).last().click();
    const field = page.getByLabel('Name', { exact: true });
    await field.fill('before the storm');
    await field.press('Enter');
    await until('it is called so', async () => (await kept()).some(({ label }) => label === 'before the storm'));
  });

  it('are downloaded', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'), page.locator('.kept-details').getByRole('link', { name: '.eco', exact: true }).click(),
    ]);
    const { name } = (await kept()).find(({ label }) => label === 'before the storm')!;
    expect(download.suggestedFilename()).toBe(`${name}.eco`);
    expect(await download.failure()).toBeNull();
  });

  it('are compared side by side', async () => {
    await button('Compare').click();
    const pictures = page.getByRole('button', { name: /^Compare ./ });
    await pictures.nth(0).click();
    await pictures.nth(1).click();
    const dialog = page.getByRole('dialog', { name: 'Compare' });
    await dialog.waitFor();
    const drawn = await dialog.locator('img').evaluateAll((images) => Promise.all(
      (images as HTMLImageElement[]).map(async (image) => (await image.decode(), image.naturalWidth))));
    expect(drawn).toHaveLength(4);
    expect(Math.min(...drawn)).toBeGreaterThan(0);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('are deleted by who means it', async () => {
    await button('Delete').click();
    expect(await kept()).toHaveLength(3);
    await button('Really?').click();
    await until('the others are left', async () => (await kept()).length === 2);
    expect((await kept()).some(({ label }) => label === 'before the storm')).toBe(false);
    expect(faults).toEqual([]);
  });
});
