import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { defineConfig, type Options } from 'tsup';
import { build, takeIn } from '../../tsup.base';

const options = {
  ...(build(
    'src/index.ts',
    'src/node.ts',
    'src/backends.ts', // apart: whoever only lists backends does not load TensorFlow.js
    'src/testing.ts',
    'src/wasm-paths.ts', // apart: it needs an optional package
    'src/task-thread.ts', // for Node, beside the chunks that start it
    'src/task-process.ts', // likewise
    'src/run-folder/run-folder.ts', // for Node alone, under a name that bundlers for browsers leave out
  ) as Options),
  ...takeIn('jstat', 'simple-statistics'),
};

/**
 * esbuild writes the import() of a module that it has bundled as `Promise.resolve().then(() => (start(), module))`, which Parcel takes for
 * another import() of the file (findings/parcel-import-of-another-statement.sh). An async function does the same.
 */
async function avoidPromises(script: string): Promise<void> {
  const code = await readFile(script, 'utf8');
  const bundled = /Promise\.resolve\(\)\.then\(\(\)=>(\([\w$]+\(\),[\w$]+\))\)/g;
  if (!bundled.test(code)) throw new Error(`${script}: expected imports as esbuild writes them`);
  await writeFile(script, code.replace(bundled, '(async()=>$1)()'));
}

/** The engine's threads, which the script starts by these names. */
const THREADS = ['worker.js', 'team-worker.js'];

/**
 * The same script for browsers: one file that imports nothing, TensorFlow.js and all backends included. Bundlers need not find optional
 * packages, Vite 6 and 7 make workers without chunks, and any server can serve it as it is.
 */
const worker: Options = {
  ...options,
  async onSuccess() {
    for (const script of THREADS) await copyFile(`../engine/dist/${script}`, `dist/${script}`);
    await avoidPromises('dist/task-worker.js');
  },
  entry: { 'task-worker': 'src/task-thread.ts' },
  platform: 'browser',
  splitting: false,
  minify: true,
  clean: false,
  skipNodeModulesBundle: false,
  noExternal: [/./],
  external: [],
  esbuildOptions(esbuild) {
    esbuild.alias = { h5wasm: 'data:text/javascript,' }; // large, and a thread writes no model files
  },
};

export default defineConfig([{ ...options, clean: ['!*worker.js'] }, worker]);
