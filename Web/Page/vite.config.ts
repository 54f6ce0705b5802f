import { defineConfig } from 'vite';

// What a server is asked for; a fake one listens there (see test/fake.ts), or `gpueco serve --port 8517`.
const server = 'http://127.0.0.1:8517';

export default defineConfig({
  base: './',
  server: { proxy: { '/api': { target: server, ws: true } } },
  build: {
    target: 'es2023',
    // Colours for light and dark are one variable each, which older browsers do not know.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    assetsDir: '.',
    modulePreload: false,
    rollupOptions: {
      output: { entryFileNames: 'page.js', assetFileNames: 'page.[ext]', inlineDynamicImports: true },
    },
  },
  test: { include: ['src/**/*.test.ts'] },
} as Parameters<typeof defineConfig>[0]);
