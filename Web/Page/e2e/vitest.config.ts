import { defineConfig } from 'vitest/config';

// One after another: each starts the program and a browser, and both want all the processors there are.
export default defineConfig({
  test: { include: ['e2e/**/*.e2e.ts'], fileParallelism: false, testTimeout: 120_000, hookTimeout: 120_000 },
});
