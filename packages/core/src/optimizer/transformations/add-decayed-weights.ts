import type { Hyperparameter, Transformation } from '../transformation';

/** u ← u + decay · w: with `scaleByLearningRate` after it, the weight decay of PyTorch and optax. */
export const addDecayedWeights =
  ({ weightDecay = 'weightDecay' as Hyperparameter } = {}): Transformation =>
  (update, { weight, hyperparameter }) =>
    update.add(weight.mul(hyperparameter(weightDecay)));
