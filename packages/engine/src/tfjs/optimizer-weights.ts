// The state of a TensorFlow.js optimizer: reads and writes it.
import { checkArray, describeValue, invalidArgument, MlpLabError } from '@mlp-lab/core/common';
import * as tf from '@tensorflow/tfjs-core';
import type { Adamax, OptimizerWeights } from './adamax-weights';

/**
 * The number of steps, as a new tensor, then the optimizer's own variables. Empty for an optimizer that cannot save its state.
 *
 * @throws MlpLabError `invalid-argument` for anything but an optimizer.
 */
export async function optimizerWeights(optimizer: tf.Optimizer): Promise<OptimizerWeights> {
  if (optimizer == null || !(optimizer instanceof tf.Optimizer))
    throw invalidArgument('optimizer', 'an optimizer of TensorFlow.js', describeValue(optimizer));
  if (isAdamax(optimizer)) return (await import('./adamax-weights')).adamaxWeights(optimizer);
  try {
    return await optimizer.getWeights();
  } catch {
    return []; // a custom optimizer need not implement it
  }
}

/**
 * Replaces the optimizer's variables and disposes of the old ones, which TensorFlow.js's optimizers never do.
 *
 * @param weights as `optimizerWeights` returns them; they are copied.
 * @throws MlpLabError `invalid-argument` for weights that are none, or that the optimizer refuses.
 */
export async function setOptimizerWeights(optimizer: tf.Optimizer, weights: OptimizerWeights): Promise<void> {
  const replaced = await optimizerWeights(optimizer);
  try {
    checkWeights(weights);
    if (isAdamax(optimizer)) await (await import('./adamax-weights')).setAdamaxWeights(optimizer, weights);
    else await optimizer.setWeights(weights);
  } catch (cause) {
    replaced[0]?.tensor.dispose(); // the others stay in use
    if (cause instanceof MlpLabError) throw cause;
    const [reason] = String((cause as Error | null)?.message ?? cause).split('\n');
    throw new MlpLabError('invalid-argument', `weights: the optimizer refuses them: ${reason}`, { cause });
  }
  for (const { tensor } of replaced) if (!tensor.isDisposed) tensor.dispose();
}

function checkWeights(weights: OptimizerWeights): void {
  for (const [i, weight] of checkArray('weights', weights, 'names and tensors').entries())
    if (typeof weight?.name !== 'string' || !(weight.tensor instanceof tf.Tensor))
      throw invalidArgument(`weights[${i}]`, 'a name and a tensor', describeValue(weight));
}

const isAdamax = (optimizer: tf.Optimizer): optimizer is Adamax => 'accumulatedWeightedInfNorm' in optimizer;
