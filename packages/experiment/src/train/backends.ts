// What does the arithmetic of training. This is the one place that knows the backends: each is loaded when it is asked for.
import { MlpLabError } from '@mlp-lab/core';
import { suggestNames, type TensorFlow } from '@mlp-lab/models';

/** A backend, ready for use in this thread. */
export interface Backend {
  name: string;
  /** TensorFlow.js with this backend active: models are built with it. */
  tf: TensorFlow;
  /** Whether `fit` may compile models to WebAssembly, or is to train through TensorFlow.js. */
  compile: boolean;
}

/** Backend name → what it is, in words. */
export const backends: Readonly<Record<string, string>> = {
  engine: 'networks compiled to WebAssembly: fast, the same bits everywhere; what it cannot compile trains on cpu',
  wasm: "TensorFlow.js's WebAssembly kernels (SIMD, one thread)",
  cpu: "TensorFlow.js's plain JavaScript: slow, runs anywhere",
};

export const defaultBackend = 'engine';

/**
 * @throws MlpLabError `unknown-name` for a name that is not in `backends`.
 */
export function checkBackend(name: string): void {
  if (Object.hasOwn(backends, name)) return;
  throw new MlpLabError('unknown-name', `unknown backend '${name}': ${suggestNames(name, Object.keys(backends))}`);
}

/**
 * Loads a backend and makes it TensorFlow.js's active one in this thread.
 *
 * @throws MlpLabError `unknown-name` for an unknown name, `unavailable` where its package is missing or it can't start here.
 */
export async function loadBackend(name: string): Promise<Backend> {
  checkBackend(name);
  const kernels = name === 'engine' ? 'cpu' : name;
  try {
    const [core, layers] = await Promise.all([
      import('@tensorflow/tfjs-core'),
      import('@tensorflow/tfjs-layers'),
      kernels === 'wasm' ? import('@tensorflow/tfjs-backend-wasm') : import('@tensorflow/tfjs-backend-cpu'),
    ]);
    core.enableProdMode(); // no banner, no checks of every tensor
    if (!(await core.setBackend(kernels))) throw new Error(`TensorFlow.js can't start its ${kernels} backend here`);
    return { name, tf: { ...core, ...layers }, compile: name === 'engine' };
  } catch (cause) {
    throw new MlpLabError(
      'unavailable',
      `backend '${name}' can't be loaded: ${(cause as Error).message}. Install @tensorflow/tfjs-backend-${kernels}.`,
      { cause },
    );
  }
}
