// Chromium with the page in it.

import { type Browser, chromium, type Page } from 'playwright-core';
import type { FrameHead } from '../src/protocol.ts';

/** Where Chromium is. */
export const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Starts Chromium, which draws WebGL without a graphics card. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--enable-precise-memory-info'],
  });

export interface PageOptions {
  width?: number;
  height?: number;
  theme?: 'light' | 'dark';
  isFirstVisit?: boolean; // shows the card of welcome
  isPhone?: boolean; // fingers instead of a mouse
}

/** Opens the page, as a visitor of its own, and waits for its first picture. What goes wrong in it is in `faults`. */
export async function openPage(browser: Browser, url: string, options: PageOptions = {}): Promise<{ page: Page; faults: string[] }> {
  const { width = 1366, height = 768, theme = 'dark', isFirstVisit = false, isPhone = false } = options;
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme, isMobile: isPhone, hasTouch: isPhone });
  if (!isFirstVisit) {
    await context.addInitScript(() => localStorage.setItem('gpueco.welcomed', 'yes'));
  }
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  await page.goto(url);
  await page.waitForFunction(() => Boolean(window.gpueco?.frame()));
  return { page, faults };
}

/** What was said of the picture that the canvas shows. */
export const frameOf = async (page: Page): Promise<FrameHead> => (await page.evaluate(() => window.gpueco.frame()))!;

/** Waits until the canvas shows the world after so many steps, or later. */
export const waitForStep = (page: Page, step: number) =>
  page.waitForFunction((wanted) => window.gpueco.frame()!.step >= wanted, step);

/** Rows of the colours of a picture's pixels, as "r,g,b". The browser reads the file, none of the page's own code does. */
export async function coloursOf(page: Page, file: Uint8Array): Promise<string[][]> {
  return page.evaluate(async (bytes) => {
    const blob = new Blob([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], { type: 'image/png' });
    const image = await createImageBitmap(blob, { colorSpaceConversion: 'none' });
    const drawing = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
    drawing.drawImage(image, 0, 0);
    const { data } = drawing.getImageData(0, 0, image.width, image.height);
    return Array.from({ length: image.height }, (_, y) =>
      Array.from({ length: image.width }, (_, x) => data.slice(4 * (y * image.width + x), 4 * (y * image.width + x) + 3).join(',')));
  }, Buffer.from(file).toString('base64'));
}

/** Where the middle of a cell is on the page, of a world that is shown whole. */
export async function placeOf(page: Page, x: number, y: number): Promise<{ x: number; y: number }> {
  const margin = 14;
  const { grid } = await frameOf(page);
  const box = (await page.locator('canvas.world').boundingBox())!;
  const zoom = Math.min((box.width - 2 * margin) / grid[0], (box.height - 2 * margin) / grid[1]);
  return { x: box.x + box.width / 2 + (x + 0.5 - grid[0] / 2) * zoom, y: box.y + box.height / 2 + (y + 0.5 - grid[1] / 2) * zoom };
}
