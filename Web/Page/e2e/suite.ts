import { existsSync } from 'node:fs';
import { describe } from 'vitest';
import { executablePath } from './browser.ts';

/** Tests that need Chromium: where there is none they are skipped, but in CI, where they fail. */
export const describeInBrowser = existsSync(executablePath) || process.env['CI'] ? describe : describe.skip;
