// What an optimizer of TensorFlow.js keeps, out of it and back.
import type { Optimizer } from '@tensorflow/tfjs-core';

type OptimizerWeights = Awaited<ReturnType<Optimizer['getWeights']>>;

/** First the count of steps, a new tensor, then what the optimizer keeps, live. Empty for an optimizer that can't tell. */
export async function optimizerWeights(optimizer: Optimizer): Promise<OptimizerWeights> {
  try {
    return await optimizer.getWeights();
  } catch {
    return []; // a custom optimizer need not implement it
  }
}

/** What the optimizer kept before is disposed of: TensorFlow.js's own leave that to nobody. */
export async function setOptimizerWeights(optimizer: Optimizer, weights: OptimizerWeights): Promise<void> {
  const replaced = await optimizerWeights(optimizer);
  await optimizer.setWeights(weights);
  for (const { tensor } of replaced) if (!tensor.isDisposed) tensor.dispose();
}
