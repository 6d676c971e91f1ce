// What an optimizer of TensorFlow.js keeps, out of it and back.
import type { Optimizer } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

type OptimizerWeights = Awaited<ReturnType<Optimizer['getWeights']>>;

/** First the count of steps, a new tensor, then what the optimizer keeps, live. Empty for an optimizer that can't tell. */
export async function optimizerWeights(model: LayersModel): Promise<OptimizerWeights> {
  try {
    return await model.optimizer.getWeights();
  } catch {
    return []; // a custom optimizer need not implement it
  }
}

/** What the optimizer kept before is disposed of: TensorFlow.js's own leave that to nobody. */
export async function setOptimizerWeights(model: LayersModel, weights: OptimizerWeights): Promise<void> {
  const replaced = await optimizerWeights(model);
  await model.optimizer.setWeights(weights);
  for (const { tensor } of replaced) if (!tensor.isDisposed) tensor.dispose();
}
