// SGD with Nesterov's momentum, Keras's SGD(momentum, nesterov=True): m ← µ m - rate · g, w ← w + µ m - rate · g
import { type ComposedOptimizer, chain } from '../transformation';
import { scaleByLearningRate } from '../transformations/scale-by-learning-rate';
import { trace } from '../transformations/trace';

export const nesterov = {
  title: 'Nesterov',
  defaults: { learningRate: 0.01, momentum: 0.9 },
  transformation: chain(scaleByLearningRate(), trace({ nesterov: true })),
} satisfies ComposedOptimizer;
