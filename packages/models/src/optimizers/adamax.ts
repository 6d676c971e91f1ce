// Adamax (Kingma and Ba 2015, section 7.1), as Keras's: Adam with the greatest gradient of late in place of √v.
import { power } from '@mlp-lab/core';
import { runningMean } from './moments';
import type { AdamaxRecipe } from './optimizer-recipe';
import type { HyperparametersOf, OptimizerRule } from './optimizer-rule';

export const adamax: OptimizerRule<HyperparametersOf<AdamaxRecipe>> = {
  title: 'Adamax',
  defaults: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  slots: ['momentum', 'norm'],

  update(tf, { value, gradient, slots: [m, u], step }, { learningRate, beta1, beta2, epsilon }) {
    const momentum = runningMean(tf, m, gradient, beta1);
    const norm = tf.maximum(tf.mul(u, beta2), tf.abs(gradient));
    const scale = tf.mul(tf.add(norm, epsilon), 1 - power(beta1, step));
    return { value: tf.sub(value, tf.div(tf.mul(momentum, learningRate), scale)), slots: [momentum, norm] };
  },
};
