// The weights and optimizer of a model as they were, to go back to after a step too far.
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

export interface RememberedModel {
  restore(): Promise<void>;
  dispose(): void;
}

/** Remembers a model's state. Nothing is copied until training changes it: TensorFlow.js never writes into a tensor. */
export async function rememberModel(model: LayersModel): Promise<RememberedModel> {
  const weights = model.weights.map((weight) => weight.read().clone());
  const [count, ...live] = await optimizerWeights(model);
  const slots = live.map(({ name, tensor }) => ({ name, tensor: tensor.clone() }));
  return {
    async restore() {
      for (const [i, weight] of model.weights.entries()) weight.write(weights[i]);
      if (count) await setOptimizerWeights(model, [count, ...slots]);
    },
    dispose: () => tf.dispose([weights, count?.tensor ?? [], slots.map(({ tensor }) => tensor)]),
  };
}

type OptimizerWeights = Awaited<ReturnType<tf.Optimizer['getWeights']>>;

/** First the count of steps, a new tensor, then what the optimizer keeps, live. Empty for an optimizer that can't tell. */
async function optimizerWeights(model: LayersModel): Promise<OptimizerWeights> {
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
