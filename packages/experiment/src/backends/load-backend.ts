// A backend's name → TensorFlow.js with that backend active.
import { MlpLabError } from '@mlp-lab/core';
import type { Backend, BackendDefinition, BackendOptions } from './backend';
import { AUTO, checkBackend, definitions, whyNot } from './definitions';
import { firstLine } from './missing-package';

/**
 * Loads a backend and makes it TensorFlow.js's active one in this thread.
 *
 * @param name of a backend, or `auto` for the first one available of `engine`, `node`, `wasm`, `webgpu`, `webgl` and `cpu`.
 * @throws MlpLabError `unknown-name` for an unknown name, `unavailable` if it is not available here or can't start.
 */
export async function loadBackend(name: string, options: BackendOptions = {}): Promise<Backend> {
  checkBackend(name);
  const definition = await (name === AUTO ? firstAvailable() : available(name));
  const { kernels, compile, remedy } = definition;
  try {
    const [core, layers] = await Promise.all([import('@tensorflow/tfjs-core'), import('@tensorflow/tfjs-layers')]);
    core.enableProdMode(); // no banner, no checks of every tensor
    await definition.load(options);
    if (!(await core.setBackend(kernels))) throw new Error(`TensorFlow.js can't start its ${kernels} kernels here`);
    await core.ready();
    return {
      name: definition.name,
      tf: { ...core, ...layers },
      compile,
      loadFallback: async () => void (await definition.loadFallback?.(options)),
    };
  } catch (cause) {
    const reason = [firstLine(cause), remedy].filter(Boolean).join('; ');
    throw new MlpLabError('unavailable', `backend '${definition.name}' can't be loaded: ${reason}`, { cause });
  }
}

async function available(name: string): Promise<BackendDefinition> {
  const definition = definitions.find((one) => one.name === name)!;
  const reason = await whyNot(definition);
  if (reason !== undefined) throw new MlpLabError('unavailable', `backend '${name}' is not available here: ${reason}`);
  return definition;
}

async function firstAvailable(): Promise<BackendDefinition> {
  for (const definition of definitions) if ((await whyNot(definition)) === undefined) return definition;
  throw new MlpLabError(
    'unavailable',
    'no backend is available here; install one: npm install @tensorflow/tfjs-backend-cpu',
  );
}
