// A model's weights and optimizer state at one moment, to return to after training diverges.
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { optimizerWeights, setOptimizerWeights } from './optimizer-weights';

export interface ModelCheckpoint {
  restore(): Promise<void>;
  dispose(): void;
}

/** Saves a model's state. Nothing is copied until training changes it: TensorFlow.js never writes into a tensor. */
export async function checkpointModel(model: LayersModel): Promise<ModelCheckpoint> {
  const { optimizer } = model;
  const weights = model.weights.map((weight) => weight.read().clone());
  const [count, ...live] = await optimizerWeights(optimizer);
  const slots = live.map(({ name, tensor }) => ({ name, tensor: tensor.clone() }));
  return {
    async restore() {
      for (const [i, weight] of model.weights.entries()) weight.write(weights[i]);
      if (count) await setOptimizerWeights(optimizer, [count, ...slots]);
    },
    dispose: () => tf.dispose([weights, count?.tensor ?? [], slots.map(({ tensor }) => tensor)]),
  };
}
