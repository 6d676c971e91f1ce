import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { defineConfig, type Plugin } from 'vite';

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
  plugins: [wasmBesideScripts()],
});

/** The kernels of TensorFlow.js's wasm backend, which looks for them beside its script, by these names. */
function wasmBesideScripts(): Plugin {
  const folder = '@tensorflow/tfjs-backend-wasm/dist';
  const { resolve } = createRequire(import.meta.url);
  return {
    name: 'wasm-beside-scripts',
    generateBundle() {
      for (const name of ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm'])
        this.emitFile({
          type: 'asset',
          fileName: `assets/${name}`,
          source: readFileSync(resolve(`${folder}/${name}`)),
        });
    },
  };
}
