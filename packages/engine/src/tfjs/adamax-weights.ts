// The state of TensorFlow.js's Adamax.
import * as tf from '@tensorflow/tfjs-core';

export type OptimizerWeights = Awaited<ReturnType<tf.Optimizer['getWeights']>>;

interface SavedVariable {
  readonly originalName: string;
  readonly variable: tf.Variable;
}

/** The private state of TensorFlow.js's Adamax, whose own `getWeights` and `setWeights` only throw. */
export type Adamax = tf.Optimizer & {
  accumulatedFirstMoment: SavedVariable[];
  accumulatedWeightedInfNorm: SavedVariable[];
  readonly iteration: tf.Variable;
  readonly accBeta1: tf.Variable;
  readonly beta1: number;
  iterations_: number;
};

export function adamaxWeights({
  iterations,
  accumulatedFirstMoment,
  accumulatedWeightedInfNorm,
}: Adamax): OptimizerWeights {
  const slots = [...accumulatedFirstMoment, ...accumulatedWeightedInfNorm];
  const count = { name: 'iter', tensor: tf.scalar(iterations, 'int32') };
  return [count, ...slots.map(({ originalName, variable }) => ({ name: originalName, tensor: variable }))];
}

export async function setAdamaxWeights(optimizer: Adamax, [count, ...slots]: OptimizerWeights): Promise<void> {
  const [steps] = await count.tensor.data();
  const saved = slots.map(({ name, tensor }) => ({ originalName: name, variable: tf.variable(tensor, false) }));
  optimizer.accumulatedFirstMoment = saved.slice(0, saved.length / 2);
  optimizer.accumulatedWeightedInfNorm = saved.slice(saved.length / 2);
  optimizer.iterations_ = steps;
  tf.tidy(() => {
    optimizer.iteration.assign(tf.scalar(steps));
    optimizer.accBeta1.assign(tf.pow(tf.scalar(optimizer.beta1), tf.scalar(steps + 1)));
  });
}
