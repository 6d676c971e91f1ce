// SGD with Nesterov's momentum, as Keras's SGD(momentum, nesterov=True): m ← µ m - rate · g, w ← w + µ m - rate · g
import type { NesterovRecipe } from './optimizer-recipe';
import type { HyperparametersOf, OptimizerRule } from './optimizer-rule';

export const nesterov: OptimizerRule<HyperparametersOf<NesterovRecipe>> = {
  title: 'Nesterov',
  defaults: { learningRate: 0.01, momentum: 0.9 },
  slots: ['momentum'],

  update(tf, { value, gradient, slots: [previous] }, { learningRate, momentum }) {
    const descent = tf.mul(gradient, learningRate);
    const velocity = tf.sub(tf.mul(previous, momentum), descent);
    return { value: tf.add(value, tf.sub(tf.mul(velocity, momentum), descent)), slots: [velocity] };
  },
};
