// The network that `build` gives: asked for, looked at, and freed.
import { MlpLabError } from '@mlp-lab/core';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import type { Build, BuildContext } from './parameters';

/** @throws MlpLabError `bad-model` where there is no `build`, or where it gives no network. */
export async function buildNetwork(
  build: Build | undefined,
  context: Omit<BuildContext, 'tf'>,
): Promise<layers.LayersModel> {
  if (typeof build !== 'function')
    throw new MlpLabError(
      'bad-model',
      `fit needs build, a function that gives a compiled network: received ${String(build)}. A classifier that was loaded has none unless load was given it`,
    );
  const network = await build({ ...context, tf: { ...core, ...layers } });
  if (network instanceof layers.LayersModel) return network;
  throw new MlpLabError('bad-model', `build must give a tf.LayersModel: received ${String(network)}`);
}

/** Frees a network and its optimizer, also one that it was handed, which TensorFlow.js would leave. */
export function disposeNetwork(network: layers.LayersModel): void {
  network.dispose();
  if (!(network as unknown as { isOptimizerOwned?: boolean }).isOptimizerOwned) network.optimizer?.dispose();
}
