// tf.train.momentum: m ← µ m + g, w ← w - rate · m; with Nesterov's look-ahead, w ← w - rate · (g + µ m)
import { type ComposedOptimizer, chain } from '../transformation';
import { scaleByLearningRate } from '../transformations/scale-by-learning-rate';
import { trace } from '../transformations/trace';

export const momentum = {
  title: 'Momentum',
  defaults: { learningRate: 0.01, momentum: 0.9 },
  transformation: chain(trace(), scaleByLearningRate()),
} satisfies ComposedOptimizer;

export const nesterov = {
  ...momentum,
  title: 'Nesterov',
  transformation: chain(trace({ nesterov: true }), scaleByLearningRate()),
} satisfies ComposedOptimizer;
