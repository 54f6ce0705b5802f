import { defineConfig } from 'vitest/config';

// One after another: each starts the program and a browser, and both want all the processors there are. Where these are busy with
// something else, a browser may take longer than anybody waits; what fails twice is a fault.
export default defineConfig({
  test: { include: ['e2e/**/*.e2e.ts'], fileParallelism: false, testTimeout: 120_000, hookTimeout: 120_000, retry: process.env['CI'] ? 1 : 0 },
});
