// RMSprop (Hinton 2012), Keras's without momentum: v ← ρ v + (1 - ρ) g², w ← w - rate · g / √(v + ε)
import { type ComposedOptimizer, chain, type Transformation } from '../transformation';
import { weightedAverage } from '../transformations/moving-average';
import { scaleByLearningRate } from '../transformations/scale-by-learning-rate';

/** u ← u / √(v + ε) with the moving average v of u². */
export const scaleByRms =
  (): Transformation =>
  (gradient, { hyperparameter, slot, sqrt }) => {
    const velocity = slot('velocity', (v) => weightedAverage(v, gradient.square(), hyperparameter('rho')));
    return gradient.div(sqrt(velocity.add(hyperparameter('epsilon'))));
  };

export const rmsprop = {
  title: 'RMSprop',
  defaults: { learningRate: 0.001, rho: 0.9, epsilon: 1e-7 },
  transformation: chain(scaleByRms(), scaleByLearningRate()),
} satisfies ComposedOptimizer;
