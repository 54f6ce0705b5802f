import { defineConfig } from 'vite';

// The report of an experiment: a script and its styles, which the program puts into one file that is opened from a disk.
export default defineConfig({
  base: './',
  publicDir: false,
  build: {
    target: 'es2023',
    // Colours for light and dark are one variable each, which older browsers do not know.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    outDir: 'dist/report',
    assetsDir: '.',
    modulePreload: false,
    rollupOptions: {
      input: 'src/report/main.tsx',
      output: { entryFileNames: 'report.js', assetFileNames: 'report.[ext]', inlineDynamicImports: true },
    },
  },
});
