// A trained network → the files of a format of `mlp-lab export`. It loads TensorFlow.js and the writers when it is called.
import { MlpLabError } from '@mlp-lab/core';
import type { ExportFormat } from '@mlp-lab/exchange';
import { joinTensorFlow, type Registry } from '@mlp-lab/models';
import type { NetworkState } from '../training/trainer';

/** Format → what it is called on its button. */
export const NETWORK_FORMATS = {
  onnx: 'ONNX',
  keras: 'Keras',
  'weights.h5': 'HDF5 weights',
  safetensors: 'safetensors',
  tfjs: 'TensorFlow.js',
} as const satisfies Partial<Record<ExportFormat, string>>;

export type NetworkFormat = keyof typeof NETWORK_FORMATS;

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
  const [core, layers, { writeModel }] = await Promise.all([
    import('@tensorflow/tfjs-core'),
    import('@tensorflow/tfjs-layers'),
    import('@mlp-lab/exchange'),
    import('@tensorflow/tfjs-backend-cpu'),
  ]);
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
