import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser, openPage, waitForStep } from './browser.ts';
import { freePort, makeFolder, Program, smallWorld } from './program.ts';
import { describeInBrowser } from './suite.ts';

describeInBrowser('a page whose server goes', () => {
  const folder = makeFolder();
  let program: Program;
  let browser: Browser;

  beforeAll(async () => {
    program = await Program.start(folder.path, [...smallWorld, '--autosave', '20'], await freePort());
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await program?.end();
    folder.remove();
  });

  it('says so, and comes back when the server is there again', async () => {
    const { page } = await openPage(browser, program.address.url);
    await page.locator('summary', { hasText: 'Events' }).click();
    await program.demand({ set: { Dropout: 0.125 } });
    await page.locator('.events').getByText('Dropout').waitFor();
    await waitForStep(page, (await program.world()).step + 100);
    const banner = page.locator('.banner');
    expect(await banner.count()).toBe(0);

    await program.kill();
    await banner.waitFor();
    expect(await banner.textContent()).toContain('lost');
    expect(await page.getByRole('button', { name: /^Step/ }).isDisabled()).toBe(true);

    const again = await Program.start(folder.path, [...smallWorld, '--autosave', '20', '--resume', 'checkpoints/autosave'], program.address.port);
    program = again;
    await banner.waitFor({ state: 'detached' });
    await page.waitForFunction(() => window.gpueco?.frame());
    await page.locator('.events').getByText('Dropout').waitFor();
    expect((await again.recipe()).actions.some((one) => JSON.stringify(one).includes('Dropout'))).toBe(true);
  });

  it('knows the same after it was loaded anew', async () => {
    const { page } = await openPage(browser, program.address.url);
    await program.demand({ pause: true }, { set: { UpdateProbability: 0.5 } });
    await page.locator('summary', { hasText: 'Events' }).click();
    await page.locator('.events').getByText('UpdateProbability').waitFor();
    const told = (): Promise<[string, string]> => Promise.all([
      page.locator('.events').innerText(), page.locator('.history-values').innerText(),
    ]);
    await waitForStep(page, (await program.world()).step);
    const before = await told();
    await page.reload();
    await page.waitForFunction(() => window.gpueco?.frame());
    await page.locator('.events').waitFor();
    await expect.poll(told).toEqual(before);
  });

  it('says what became of the world when the program is ended', async () => {
    const { page } = await openPage(browser, program.address.url);
    expect(await program.end()).toBe(130);
    await page.getByText('The world is gone: the program was stopped').waitFor();
  });
});
