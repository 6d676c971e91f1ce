// How people bundle for browsers, each tool in its default settings. `files` and `build` make the page in `out` from app.js.
import { readFileSync } from 'node:fs';

const MODULE = '<!doctype html><script type="module" src="./app.js"></script>';
const page = (script, type = '') => `<!doctype html><script ${type} src="./${script}"></script>`;
const NEXT = {
  install: ['next@16', 'react@19', 'react-dom@19'],
  files: {
    'app/layout.js':
      'export default function Layout({ children }) { return <html lang="en"><body>{children}</body></html>; }',
    'app/page.js':
      "'use client';\nimport { useEffect } from 'react';\nimport '../app.js';\nexport default function Page() { useEffect(() => globalThis.start(), []); return <p>ready</p>; }\n",
  },
  serve: ['next', 'start', '-p'],
};

/** `vite`, `rollup` … → how to install and to run it. */
export const bundlers = {
  ...Object.fromEntries(
    [6, 7, 8].map((version) => [
      `Vite ${version}`,
      { install: [`vite@${version}`], files: { 'index.html': MODULE }, build: [['vite', 'build']], out: 'dist' },
    ]),
  ),
  ...Object.fromEntries(
    [6, 7, 8].map((version) => [
      `Vite ${version}, dev server`,
      { install: [`vite@${version}`], files: { 'index.html': MODULE }, serve: ['vite', '--port'], threads: false },
    ]),
  ),
  'webpack 5': {
    install: ['webpack@5', 'webpack-cli@6'],
    files: { 'dist/index.html': page('main.js') },
    build: [['webpack', '--mode', 'production', '--entry', './app.js']],
    out: 'dist',
  },
  'next build': { ...NEXT, build: [['next', 'build']] },
  'next build --webpack': { ...NEXT, build: [['next', 'build', '--webpack']] },
  esbuild: {
    install: ['esbuild@0.28'],
    files: { 'dist/index.html': page('app.js') },
    build: [['esbuild', 'app.js', '--bundle', '--outdir=dist']],
    out: 'dist',
    threads: false,
  },
  'esbuild, with workerUrl': {
    install: ['esbuild@0.28'],
    files: {
      'dist/index.html': page('app.js', 'type="module"'),
      'start.js': "globalThis.workerUrl = './worker.js';",
    },
    build: [
      ['esbuild', 'app.js', '--bundle', '--format=esm', '--outdir=dist'],
      ['cp', 'node_modules/@mlp-lab/WORKER', 'dist/worker.js'],
    ],
    out: 'dist',
  },
  Rollup: {
    install: ['rollup@4', '@rollup/plugin-node-resolve@16', '@rollup/plugin-commonjs@29'],
    files: { 'dist/index.html': page('app.js', 'type="module"') },
    build: [['rollup', 'app.js', '-d', 'dist', '-p', 'node-resolve={browser:true}', '-p', 'commonjs']],
    out: 'dist',
    threads: false,
  },
  // Parcel installs the polyfills that TensorFlow.js needs by itself, and takes every import() as required, in a try block, too.
  Parcel: {
    install: [
      'parcel@2',
      'process@0.11',
      'buffer@6',
      'h5wasm@0.10',
      ...['wasm', 'webgl', 'webgpu'].map((name) => `@tensorflow/tfjs-backend-${name}@4`),
    ],
    files: { 'index.html': MODULE },
    build: [['parcel', 'build', 'index.html', '--public-url', './']],
    out: 'dist',
  },
  // Bun leaves out a module that is imported for its effects alone, though TensorFlow.js lists it under `sideEffects`, but not an import().
  Bun: {
    install: ['bun@1'],
    files: {
      'dist/index.html': page('app.js', 'type="module"'),
      'model.js': readFileSync(new URL('../../examples/consumer-browser/model.js', import.meta.url), 'utf8').replace(
        "import '@tensorflow/tfjs-backend-cpu';",
        "await import('@tensorflow/tfjs-backend-cpu');",
      ),
    },
    build: [['bun', 'build', 'app.js', '--outdir', 'dist']],
    out: 'dist',
    threads: false,
  },
};
