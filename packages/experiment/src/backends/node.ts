// TensorFlow itself, through its C library.
import type { BackendDefinition } from './backend';
import { firstLine, isNotFound } from './missing-package';

const PACKAGE = '@tensorflow/tfjs-node';

export const node: BackendDefinition = {
  name: 'node',
  description: 'TensorFlow itself (@tensorflow/tfjs-node), one thread per network',
  places: ['Node'],
  kernels: 'tensorflow',
  compile: false,

  async probe() {
    try {
      if (!hasNativePart())
        return `the native part of ${PACKAGE} is not built; build it: npm rebuild ${PACKAGE} ${VERSIONS}`;
      await load();
    } catch (error) {
      if (isNotFound(error, PACKAGE))
        return `${PACKAGE} is not installed; install it: npm install ${PACKAGE} ${VERSIONS}`;
      return `${PACKAGE} can't be loaded: ${firstLine(error)}; try: npm rebuild ${PACKAGE} ${VERSIONS}`;
    }
  },

  load,
  remedy: `install ${PACKAGE} in the same project as @tensorflow/tfjs-core, which must be there once: npm dedupe`,
};

const VERSIONS = '(it works on Node 20, 22 and 24)';

async function load(): Promise<void> {
  // Each network trains on one thread, as on every backend. More threads only slow down networks of these widths, and, like oneDNN's
  // order of sums, they would change the numbers from machine to machine. TensorFlow reads these variables when it is loaded.
  process.env.TF_NUM_INTRAOP_THREADS ??= '1';
  process.env.TF_ENABLE_ONEDNN_OPTS ??= '0';
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2'; // TensorFlow's warnings would appear in our output
  // TensorFlow.js calls a function that Node 22 deprecates and Node 23 lacks.
  const util = process.getBuiltinModule('node:util') as { isNullOrUndefined?(value: unknown): boolean };
  util.isNullOrUndefined = (value) => value == null;
  const { getBackend, setBackend } = await import('@tensorflow/tfjs-core');
  const active = getBackend();
  await importByName(PACKAGE);
  if (active) await setBackend(active); // importing it made it the active one
}

/** Checked before the whole package is loaded, which takes a while. Throws if the package is not installed. */
function hasNativePart(): boolean {
  const { existsSync, readdirSync } = process.getBuiltinModule('node:fs');
  const folder = new URL('../lib/', import.meta.resolve(PACKAGE));
  const builds = existsSync(folder) ? readdirSync(folder) : [];
  return builds.some((build) => existsSync(new URL(`${build}/tfjs_binding.node`, folder)));
}

/** An import that no bundler for browsers follows. */
function importByName(name: string): Promise<unknown> {
  return import(/* @vite-ignore */ name);
}
