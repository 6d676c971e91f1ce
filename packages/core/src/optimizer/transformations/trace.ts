// Momentum.
import type { Hyperparameter, Transformation } from '../transformation';

/**
 * m ← decay · m + u, u ← m (Polyak 1964); with Nesterov's look-ahead, u ← decay · m + u. Before `scaleByLearningRate` as in PyTorch
 * and optax, after it as in Keras: a change of the rate then affects only the gradients that follow.
 */
export const trace =
  ({ decay = 'momentum' as Hyperparameter, nesterov = false } = {}): Transformation =>
  (update, { hyperparameter, slot }) => {
    const rate = hyperparameter(decay);
    const momentum = slot('momentum', (previous) => previous.mul(rate).add(update));
    return nesterov ? momentum.mul(rate).add(update) : momentum;
  };
