// Optimizers that follow the sign of the momentum, so that every weight changes by the learning rate.
import { addDecayedWeights, chain, scaleByLearningRate } from '@mlp-lab/core';
import { definePlugin, notebookRecipe } from '@mlp-lab/models';

/** @import { Transformation } from '@mlp-lab/core' */

/** Bernstein et al. (2018): u ← sign(m) with the moving average m of u. @type {Transformation} */
const scaleBySignum = (gradient, { hyperparameter, slot, sign, constant }) => {
  const beta = hyperparameter('beta');
  return sign(slot('momentum', (m) => m.mul(beta).add(gradient.mul(constant(1).sub(beta)))));
};

/** Chen et al. (2023): as Signum, but the sign looks further ahead than the momentum that is kept. @type {Transformation} */
const scaleByLion = (gradient, { hyperparameter, slot, previous, sign, constant }) => {
  const average = (/** @type {string} */ beta) => {
    const decay = hyperparameter(beta);
    return previous('momentum')
      .mul(decay)
      .add(gradient.mul(constant(1).sub(decay)));
  };
  slot('momentum', () => average('beta2'));
  return sign(average('beta1'));
};

const optimizers = {
  signum: {
    title: 'Signum',
    defaults: { learningRate: 0.001, beta: 0.9 },
    transformation: chain(scaleBySignum, scaleByLearningRate()),
  },
  lion: {
    title: 'Lion',
    defaults: { learningRate: 0.001, beta1: 0.9, beta2: 0.99, weightDecay: 0.01 },
    transformation: chain(scaleByLion, addDecayedWeights(), scaleByLearningRate()),
  },
};

export default definePlugin({
  meta: { name: 'mlp-lab-plugin-sign', version: '0.1.0', namespace: 'sign' },
  optimizers,
  variants: [
    {
      name: 'lion',
      title: 'ReLU with Lion',
      changes: ['activation', 'optimizer'],
      recipe: {
        ...notebookRecipe,
        activation: 'relu',
        optimizer: { ...optimizers.lion.defaults, name: 'sign/lion', learningRate: 0.0003 },
      },
    },
  ],
});
