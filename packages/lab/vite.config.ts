import { defineConfig } from 'vite';
import { fromSources } from './from-sources';
import { offline } from './offline';
import { preload } from './preload';

const { page, thread } = offline();

// The build is what is published and what `mlp-lab serve` serves: no inline script or style, so that a strict
// Content-Security-Policy holds, and relative paths, so that any folder will do.
export default defineConfig({
  root: 'src',
  base: './',
  plugins: [fromSources(), preload('lab', 'main'), page],
  worker: { plugins: () => [thread] },
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
        // What the page starts with is a few files, not twenty: that which threads need, too, and that of the page alone.
        codeSplitting: {
          groups: [
            {
              name: 'base',
              test: /packages\/((core|models)\/src\/|experiment\/(package|src\/(plan|backends\/runtime|executor\/(failure|requirements|registry)|report\/dataset))|data-mnist\/src\/(check-image|pixel-stat|assemble\/(take|strat)))/,
              priority: 1,
            },
            {
              name: 'page',
              test: /node_modules\/preact\/|lab\/src\/(lab\.ts|data\/(load|read)|state\/settings|training\/(plan-cards|network-state))/,
            },
          ],
        },
      },
    },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 4096, // TensorFlow.js, from this machine
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
});
