// Stochastic gradient descent: w ← w - rate · g
import type { ComposedOptimizer } from '../transformation';
import { scaleByLearningRate } from '../transformations/scale-by-learning-rate';

export const sgd = {
  title: 'SGD',
  defaults: { learningRate: 0.01 },
  transformation: scaleByLearningRate(),
} satisfies ComposedOptimizer;
