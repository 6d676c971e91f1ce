// Stochastic gradient descent: w ← w - rate · g
import type { SgdRecipe } from './optimizer-recipe';
import type { HyperparametersOf, OptimizerRule } from './optimizer-rule';

export const sgd: OptimizerRule<HyperparametersOf<SgdRecipe>> = {
  title: 'SGD',
  defaults: { learningRate: 0.01 },
  slots: [],

  update(tf, { value, gradient }, { learningRate }) {
    return { value: tf.sub(value, tf.mul(gradient, learningRate)), slots: [] };
  },
};
