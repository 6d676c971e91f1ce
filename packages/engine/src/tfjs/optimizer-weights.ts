// The state of a TensorFlow.js optimizer: reads and writes it.
import type { Optimizer } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

type OptimizerWeights = Awaited<ReturnType<Optimizer['getWeights']>>;

/** The number of steps, as a new tensor, then the optimizer's own variables. Empty for an optimizer without `getWeights`. */
export async function optimizerWeights(model: LayersModel): Promise<OptimizerWeights> {
  try {
    return await model.optimizer.getWeights();
  } catch {
    return []; // a custom optimizer need not implement it
  }
}

/** Replaces the optimizer's variables and disposes of the old ones, which TensorFlow.js's optimizers never do. */
export async function setOptimizerWeights(model: LayersModel, weights: OptimizerWeights): Promise<void> {
  const replaced = await optimizerWeights(model);
  await model.optimizer.setWeights(weights);
  for (const { tensor } of replaced) if (!tensor.isDisposed) tensor.dispose();
}
