// RMSprop (Hinton 2012), as Keras's without momentum: v ← ρ v + (1 - ρ) g², w ← w - rate · g / √(v + ε)
import type { RmspropRecipe } from './optimizer-recipe';
import type { HyperparametersOf, OptimizerRule } from './optimizer-rule';

export const rmsprop: OptimizerRule<HyperparametersOf<RmspropRecipe>> = {
  title: 'RMSprop',
  defaults: { learningRate: 0.001, rho: 0.9, epsilon: 1e-7 },
  slots: ['velocity'],

  update(tf, { value, gradient, slots: [previous] }, { learningRate, rho, epsilon }) {
    const velocity = tf.add(tf.mul(previous, rho), tf.mul(tf.square(gradient), 1 - rho));
    const change = tf.div(tf.mul(gradient, learningRate), tf.sqrt(tf.add(velocity, epsilon)));
    return { value: tf.sub(value, change), slots: [velocity] };
  },
};
