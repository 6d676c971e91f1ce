// Nadam (Dozat 2016), as Keras's: Adam with Nesterov's look-ahead, and a momentum that warms up from half of β₁.
import { nadamMomentum, nadamMomentumProduct, power } from '@mlp-lab/core';
import { runningMean } from './moments';
import type { NadamRecipe } from './optimizer-recipe';
import type { HyperparametersOf, OptimizerRule } from './optimizer-rule';

export const nadam: OptimizerRule<HyperparametersOf<NadamRecipe>> = {
  title: 'Nadam',
  defaults: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  slots: ['momentum', 'velocity'],

  update(tf, { value, gradient, slots: [m, v], step }, { learningRate, beta1, beta2, epsilon }) {
    const momentum = runningMean(tf, m, gradient, beta1);
    const velocity = runningMean(tf, v, tf.square(gradient), beta2);
    const now = nadamMomentum(step, beta1);
    const next = nadamMomentum(step + 1, beta1);
    const product = nadamMomentumProduct(step, beta1);
    const lookAhead = tf.add(
      tf.mul(momentum, next / (1 - product * next)),
      tf.mul(gradient, (1 - now) / (1 - product)),
    );
    const root = tf.sqrt(tf.div(velocity, 1 - power(beta2, step)));
    const change = tf.div(tf.mul(lookAhead, learningRate), tf.add(root, epsilon));
    return { value: tf.sub(value, change), slots: [momentum, velocity] };
  },
};
