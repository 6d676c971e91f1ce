import type { Hyperparameter, Transformation } from '../transformation';

/** w ← w - w · decay · rate, before the update is added: the weight decay of Keras. */
export const decayWeights =
  ({
    weightDecay = 'weightDecay' as Hyperparameter,
    learningRate = 'learningRate' as Hyperparameter,
  } = {}): Transformation =>
  (update, { weight, hyperparameter, moveWeight }) => {
    moveWeight(weight.mul(hyperparameter(weightDecay)).mul(hyperparameter(learningRate)).neg());
    return update;
  };
