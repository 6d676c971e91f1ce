import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { tellSkipped } from './scripts/tell-skipped.ts';

/** Tests that replace modules or globals, or TensorFlow.js's backends: each has a process of its own. */
const ALONE = [
  'packages/cli/src/print/render-png.test.ts',
  'packages/core/src/webassembly/*.test.ts',
  'packages/data-mnist/test/{digest,load-url}.test.ts',
  'packages/engine/test/{fallback,threads}.test.ts',
  'packages/exchange/test/{keras,round-trip}.test.ts', // the last bits of cpu, not of a wasm that another test has loaded
  'packages/experiment/test/backends{,-browser}.test.ts',
];

export default defineConfig({
  test: {
    reporters: ['default', ...(process.env.GITHUB_ACTIONS ? ['github-actions'] : []), tellSkipped],
    maxWorkers: '100%', // all cores: most tests use one
    testTimeout: 180_000, // on a busy machine, too
    hookTimeout: 180_000,
    setupFiles: ['fast-check-seed', 'nothing-left-running'].map((name) =>
      fileURLToPath(new URL(`./testing/${name}.ts`, import.meta.url)),
    ),
    // TensorFlow.js advertises its native package on the first use of cpu in Node; nothing of ours.
    onConsoleLog: (text) => !text.includes('Hi, looks like you are running TensorFlow.js in Node.js'),
    projects: [
      {
        extends: true,
        test: {
          name: 'together', // in one process for each core, so that TensorFlow.js is read once there: a quarter of the time
          include: ['packages/*/{src,test}/**/*.test.ts', 'examples/*/test/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...ALONE],
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: ALONE } },
    ],
  },
});
