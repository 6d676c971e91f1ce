// Adam (Kingma and Ba 2015) as Keras has it: ε beside the uncorrected √v, where TensorFlow.js adds it to the corrected one.
import { power } from '@mlp-lab/core';
import { runningMean } from './moments';
import type { AdamRecipe } from './optimizer-recipe';
import type { HyperparametersOf, OptimizerRule } from './optimizer-rule';

export const adam: OptimizerRule<HyperparametersOf<AdamRecipe>> = {
  title: 'Adam',
  defaults: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  slots: ['momentum', 'velocity'],

  update(tf, { value, gradient, slots: [m, v], step }, { learningRate, beta1, beta2, epsilon }) {
    const momentum = runningMean(tf, m, gradient, beta1);
    const velocity = runningMean(tf, v, tf.square(gradient), beta2);
    const rate = (learningRate * Math.sqrt(1 - power(beta2, step))) / (1 - power(beta1, step));
    const change = tf.div(tf.mul(momentum, rate), tf.add(tf.sqrt(velocity), epsilon));
    return { value: tf.sub(value, change), slots: [momentum, velocity] };
  },
};
