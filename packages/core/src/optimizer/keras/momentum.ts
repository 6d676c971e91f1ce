// SGD with momentum (Polyak 1964), Keras's SGD(momentum): m ← µ m - rate · g, w ← w + m
import { type ComposedOptimizer, chain } from '../transformation';
import { scaleByLearningRate } from '../transformations/scale-by-learning-rate';
import { trace } from '../transformations/trace';

export const momentum = {
  title: 'Momentum',
  defaults: { learningRate: 0.01, momentum: 0.9 },
  transformation: chain(scaleByLearningRate(), trace()),
} satisfies ComposedOptimizer;
