// TensorFlow itself, through its C library.
import type { BackendDefinition } from './backend';
import { firstLine, isNotFound } from './missing-package';

const PACKAGE = '@tensorflow/tfjs-node';

export const node: BackendDefinition = {
  name: 'node',
  description: 'TensorFlow itself (@tensorflow/tfjs-node), one thread a network',
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
  // Each network trains on a thread of its own, as on every backend. More for one only slow it down at these widths, and, like
  // the machine's own order of sums, would change numbers from machine to machine. TensorFlow reads these as it is loaded.
  process.env.TF_NUM_INTRAOP_THREADS ??= '1';
  process.env.TF_ENABLE_ONEDNN_OPTS ??= '0';
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2'; // warnings of TensorFlow's would end up among our output
  // TensorFlow.js calls what Node 22 warns of and Node 23 has no more.
  const util = process.getBuiltinModule('node:util') as { isNullOrUndefined?(value: unknown): boolean };
  util.isNullOrUndefined = (value) => value == null;
  const { getBackend, setBackend } = await import('@tensorflow/tfjs-core');
  const active = getBackend();
  await importByName(PACKAGE);
  if (active) await setBackend(active); // importing it has made it the active one
}

/** Looked for before all of the package is loaded, which takes a while. Throws where there is no package. */
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
