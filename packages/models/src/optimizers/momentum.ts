// SGD with momentum (Polyak 1964), as Keras's SGD(momentum): m ← µ m - rate · g, w ← w + m
import type { MomentumRecipe } from './optimizer-recipe';
import type { HyperparametersOf, OptimizerRule } from './optimizer-rule';

export const momentum: OptimizerRule<HyperparametersOf<MomentumRecipe>> = {
  title: 'Momentum',
  defaults: { learningRate: 0.01, momentum: 0.9 },
  slots: ['momentum'],

  update(tf, { value, gradient, slots: [previous] }, { learningRate, momentum }) {
    const velocity = tf.sub(tf.mul(previous, momentum), tf.mul(gradient, learningRate));
    return { value: tf.add(value, velocity), slots: [velocity] };
  },
};
