// Whether the state of an optimizer that has trained before belongs to a model.
import { MlpLabError } from '@mlp-lab/core/common';
import type * as tf from '@tensorflow/tfjs-core';
import type { LayersModel, LayerVariable } from '@tensorflow/tfjs-layers';
import type { OptimizerWeights } from './adamax-weights';
import { innermost } from './model-contract';

/**
 * Checks that an optimizer's slots belong to the model's trainable weights: it keeps slots for the weights that it first trained.
 *
 * @throws MlpLabError `bad-model` if the shapes differ, or if the optimizer was disposed of.
 */
export function checkSlots(model: LayersModel, slots: OptimizerWeights): void {
  const { optimizer, collectedTrainableWeights } = innermost(model) as unknown as {
    optimizer: tf.Optimizer;
    collectedTrainableWeights: LayerVariable[];
  };
  if (slots.some(({ tensor }) => tensor.isDisposed))
    throw new MlpLabError(
      'bad-model',
      `the optimizer ${optimizer.getClassName()} was disposed of: compile the model with a new optimizer`,
    );
  const weights = collectedTrainableWeights.map(({ shape }) => String(shape)).sort();
  const each = slots.length / weights.length; // slots of a weight
  const shapes = slots.map(({ tensor }) => String(tensor.shape)).sort();
  if (String(shapes) !== String(weights.flatMap((shape) => new Array(Math.floor(each)).fill(shape))))
    throw new MlpLabError(
      'bad-model',
      `the optimizer ${optimizer.getClassName()} was built for other weights, of the shapes [${[...new Set(shapes)].join('], [')}]; the trainable weights of the model have [${[...new Set(weights)].join('], [')}]: compile the model with a new optimizer`,
    );
}
