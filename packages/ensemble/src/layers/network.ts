// Builds a network with `build`, and disposes of it.
import { describeValue, MlpLabError } from '@mlp-lab/core';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import type { Build, BuildContext } from './layers-parameters';

/** What `build` has returned. Each fit trains and disposes of a network and an optimizer of its own: two members must not share one. */
const built = new WeakSet<object>();

/** @throws MlpLabError `bad-model` if there is no `build`, or if it does not return a new network. */
export async function buildNetwork(
  build: Build | undefined,
  context: Omit<BuildContext, 'tf'>,
): Promise<layers.LayersModel> {
  if (typeof build !== 'function')
    throw new MlpLabError(
      'bad-model',
      `fit needs build, a function that returns a compiled network: received ${describeValue(build)}. To refit a loaded classifier, pass build to load`,
    );
  const network = await build({ ...context, tf: { ...core, ...layers } });
  if (!(network instanceof layers.LayersModel))
    throw new MlpLabError('bad-model', `build must return a tf.LayersModel: received ${describeValue(network)}`);
  if (built.has(network)) throw notNew('network');
  if (built.has(network.optimizer)) {
    network.dispose(); // not of the optimizer, which is in use
    throw notNew('optimizer');
  }
  built.add(network);
  if (network.optimizer) built.add(network.optimizer);
  return network;
}

const notNew = (part: string) =>
  new MlpLabError(
    'bad-model',
    `build must return a new ${part} whenever it is called: received one that it returned before. Make the ${part} within build`,
  );

/** Disposes of a network and of its optimizer. (TensorFlow.js does not dispose of an optimizer passed to `compile`.) */
export function disposeNetwork(network: layers.LayersModel): void {
  network.dispose();
  if (!(network as unknown as { isOptimizerOwned?: boolean }).isOptimizerOwned) network.optimizer?.dispose();
}
