// A trained network → the files of a format of `mlp-lab export`. Fetched when the first one is asked for, with TensorFlow.js and the writers.
import { MlpLabError } from '@mlp-lab/core';
import { writeModel } from '@mlp-lab/exchange';
import { joinTensorFlow, type Registry } from '@mlp-lab/models';
import '@tensorflow/tfjs-backend-cpu';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import type { NetworkState } from '../training/network-state';
import type { NetworkFormat } from './network-formats';

/**
 * The network takes pixels from 0 to 255: their scaling is its first layer.
 *
 * @returns file name → contents, named by the network's task.
 * @throws MlpLabError `bad-model` for a layer that the format doesn't have.
 */
export async function networkFiles(
  { task, result }: NetworkState,
  format: NetworkFormat,
  registry: Registry,
): Promise<Record<string, Uint8Array>> {
  if (!result?.model) throw new MlpLabError('unavailable', `${task.id} is not trained yet`);
  registry.register(joinTensorFlow(core, layers));
  await core.setBackend('cpu');
  const model = await layers.loadLayersModel(core.io.fromMemory(result.model));
  try {
    const files = await writeModel(model, { format, scale: task.recipe.scale });
    return Object.fromEntries(
      Object.entries(files).map(([name, bytes]) => [
        format === 'tfjs' ? name : name.replace(/^model/, task.id), // model.json names its weights' file
        typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes,
      ]),
    );
  } finally {
    model.dispose();
  }
}
