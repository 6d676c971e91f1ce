// Adadelta (Zeiler 2012), as Keras's: steps as large as the steps before, over gradients as large as the gradients before.
import type { AdadeltaRecipe } from './optimizer-recipe';
import type { HyperparametersOf, OptimizerRule } from './optimizer-rule';

export const adadelta: OptimizerRule<HyperparametersOf<AdadeltaRecipe>> = {
  title: 'Adadelta',
  defaults: { learningRate: 0.001, rho: 0.95, epsilon: 1e-7 },
  slots: ['accumulatedGradient', 'accumulatedChange'],

  update(tf, { value, gradient, slots: [gradients, changes] }, { learningRate, rho, epsilon }) {
    const newGradients = tf.add(tf.mul(gradients, rho), tf.mul(tf.square(gradient), 1 - rho));
    const root = tf.sqrt(tf.add(newGradients, epsilon));
    const change = tf.div(tf.mul(tf.sqrt(tf.add(changes, epsilon)), gradient), root);
    const newChanges = tf.add(tf.mul(changes, rho), tf.mul(tf.square(change), 1 - rho));
    return { value: tf.sub(value, tf.mul(change, learningRate)), slots: [newGradients, newChanges] };
  },
};
