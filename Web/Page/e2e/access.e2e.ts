import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findings } from './axe.ts';
import { openBrowser, openPage, waitForStep } from './browser.ts';
import { makeFolder, Program } from './program.ts';
import { describeInBrowser } from './suite.ts';

// Where to leave pictures for somebody to look at.
const pictures = process.env['PICTURES'];

const dialogs = { keys: '?', downloads: 'o', gallery: 'g' };

describeInBrowser('everybody can use the page', () => {
  const folder = makeFolder();
  let program: Program;
  let browser: Browser;

  beforeAll(async () => {
    program = await Program.start(folder.path);
    await program.demand({ step: 200 }, { pause: true }, { keep: true }, { step: 30 }, { keep: true }, { set: { Dropout: 0.25 } });
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await program?.end();
    folder.remove();
  });

  /** What reaches beyond the page's edges, what can be pressed and lies under something else, and cards that lie over each other. */
  const misplaced = (page: Page): Promise<string[]> => page.evaluate(() => {
    const nameOf = (element: Element): string => `${element.tagName.toLowerCase()}.${element.className} "${element.textContent?.slice(0, 30)}"`;
    const root = document.querySelector('dialog[open]') ?? document;
    const find = (what: string): HTMLElement[] => [...root.querySelectorAll<HTMLElement>(what)].filter((element) => element.checkVisibility());
    const faults = document.documentElement.scrollWidth > innerWidth ? [`the page is ${document.documentElement.scrollWidth} wide`] : [];
    const [pressed, cards] = [find('button, input, select, a, summary'), find('.card')];
    for (const element of [...pressed, ...cards]) {
      const { left, right } = element.getBoundingClientRect();
      if (left < -0.5 || right > innerWidth + 0.5) {
        faults.push(`${nameOf(element)} lies from ${left} to ${right}`);
      }
    }
    for (const element of pressed) {
      const { left, top, width, height } = element.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      const there = document.elementFromPoint(x, y);
      if (there && !element.contains(there) && !there.contains(element) && !isScrolledAway(element, x, y)) {
        faults.push(`${nameOf(there)} lies over ${nameOf(element)}`);
      }
    }
    cards.forEach((card, i) => cards.slice(i + 1).forEach((other) => {
      const [a, b] = [card.getBoundingClientRect(), other.getBoundingClientRect()];
      if (a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5) {
        faults.push(`${nameOf(card)} and ${nameOf(other)} overlap`);
      }
    }));
    return faults;

    function isScrolledAway(element: Element, x: number, y: number): boolean {
      for (let parent = element.parentElement; parent; parent = parent.parentElement) {
        const box = parent.getBoundingClientRect();
        if (getComputedStyle(parent).overflowY !== 'visible' && (x < box.left || x > box.right || y < box.top || y > box.bottom)) {
          return true;
        }
      }
      return false;
    }
  });

  async function look(page: Page, name: string): Promise<void> {
    if (pictures) {
      await page.screenshot({ path: `${pictures}/${name}.png` });
    }
  }

  for (const theme of ['dark', 'light'] as const) {
    it(`axe finds nothing serious in what is ${theme}`, async () => {
      const { page, faults } = await openPage(browser, program.address.url, { theme, height: 900, isFirstVisit: true });
      expect(await findings(page), 'at the first visit').toEqual([]);
      await page.getByRole('button', { name: 'Begin', exact: true }).click();
      const folded = page.locator('details:not([open]) > summary');
      while ((await folded.count()) > 0) {
        await folded.first().click();
      }
      await page.mouse.move(400, 300);
      await page.locator('.inspector .entity').first().waitFor();
      expect(await findings(page), 'with everything open').toEqual([]);
      for (const [dialog, key] of Object.entries(dialogs)) {
        await page.keyboard.press(key);
        await page.getByRole('dialog').waitFor();
        expect(await findings(page), dialog).toEqual([]);
        await look(page, `${theme}-${dialog}`);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      }
      await page.getByRole('button', { name: 'Compare', exact: true }).click();
      await page.getByRole('button', { name: /^Compare ./ }).nth(0).click();
      await page.getByRole('button', { name: /^Compare ./ }).nth(1).click();
      await page.getByRole('dialog').waitFor();
      expect(await findings(page), 'comparison').toEqual([]);
      await look(page, `${theme}-compare`);
      expect(faults.filter((fault) => !fault.includes('404') && !fault.includes('409'))).toEqual([]);
    });
  }

  for (const [width, height] of [[360, 740], [1366, 768], [3840, 2160]] as const) {
    it(`nothing overlaps or sticks out at ${width} x ${height}`, async () => {
      const { page } = await openPage(browser, program.address.url, { width, height, isFirstVisit: true, isPhone: width < 720 });
      await waitForStep(page, (await program.world()).step);
      await look(page, `${width}-first`);
      expect(await misplaced(page), 'at the first visit').toEqual([]);
      await page.getByRole('button', { name: 'Begin', exact: true }).click();
      expect(await misplaced(page)).toEqual([]);
      await look(page, `${width}`);
      for (const [dialog, key] of Object.entries(dialogs)) {
        await page.keyboard.press(key);
        await page.getByRole('dialog').waitFor();
        expect(await misplaced(page), dialog).toEqual([]);
        await look(page, `${width}-${dialog}`);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      }
    });
  }
});
