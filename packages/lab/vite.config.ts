import { defineConfig } from 'vite';
import { fromSources } from './from-sources';

// The build is what is published and what `mlp-lab serve` serves: no inline script or style, so that a strict
// Content-Security-Policy holds, and relative paths, so that any folder will do.
export default defineConfig({
  root: 'src',
  base: './',
  plugins: [fromSources()],
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2022',
    // threads have no document to preload in
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_, files, { hostType }) => (hostType === 'html' ? files : []),
    },
    assetsInlineLimit: 0,
    license: { fileName: 'licenses.md' }, // of the libraries in it
    rolldownOptions: {
      output: {
        comments: { legal: false }, // TensorFlow.js has 450: licenses.md says it once
        // What every part needs is one file, not twenty.
        codeSplitting: { groups: [{ name: 'base', test: /packages\/(core|models)\/src\// }] },
      },
    },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 4096, // TensorFlow.js, from this machine
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
});
