// Adagrad (Duchi et al. 2011), as Keras's: a ← a + g², w ← w - rate · g / √(a + ε)
import type { AdagradRecipe } from './optimizer-recipe';
import type { HyperparametersOf, OptimizerRule } from './optimizer-rule';

export const adagrad: OptimizerRule<HyperparametersOf<AdagradRecipe>> = {
  title: 'Adagrad',
  defaults: { learningRate: 0.001, initialAccumulator: 0.1, epsilon: 1e-7 },
  slots: ['accumulator'],
  initialSlot: ({ initialAccumulator }) => initialAccumulator,

  update(tf, { value, gradient, slots: [previous] }, { learningRate, epsilon }) {
    const accumulator = tf.add(previous, tf.square(gradient));
    const change = tf.div(tf.mul(gradient, learningRate), tf.sqrt(tf.add(accumulator, epsilon)));
    return { value: tf.sub(value, change), slots: [accumulator] };
  },
};
