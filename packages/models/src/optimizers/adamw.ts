// AdamW (Loshchilov and Hutter 2019), as Keras's: every weight first shrinks by rate · decay, then Adam's step.
import { adam } from './adam';
import type { AdamwRecipe } from './optimizer-recipe';
import type { HyperparametersOf, OptimizerRule } from './optimizer-rule';

export const adamw: OptimizerRule<HyperparametersOf<AdamwRecipe>> = {
  ...adam,
  title: 'AdamW',
  defaults: { ...adam.defaults, weightDecay: 0.004 },

  update(tf, state, hyper) {
    const shrunk = tf.sub(state.value, tf.mul(tf.mul(state.value, hyper.weightDecay), hyper.learningRate));
    return adam.update(tf, { ...state, value: shrunk }, hyper);
  },
};
