import { defineConfig } from 'vite';

// The build is what is published and what `mlp-lab serve` serves: no inline script or style, so that a strict
// Content-Security-Policy holds, and relative paths, so that any folder will do.
export default defineConfig({
  root: 'src',
  base: './',
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    license: { fileName: 'licenses.md' }, // of the libraries in it
    reportCompressedSize: false,
    chunkSizeWarningLimit: 4096, // TensorFlow.js, from this machine
  },
  worker: { format: 'es' },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
});
