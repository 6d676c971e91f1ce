// Adagrad (Duchi et al. 2011), Keras's: a ← a + g², w ← w - rate · g / √(a + ε)
import { type ComposedOptimizer, chain } from '../transformation';
import { scaleByLearningRate } from '../transformations/scale-by-learning-rate';
import { scaleByRss } from '../transformations/scale-by-rss';

export const adagrad = {
  title: 'Adagrad',
  defaults: { learningRate: 0.001, initialAccumulator: 0.1, epsilon: 1e-7 },
  transformation: chain(scaleByRss(), scaleByLearningRate()),
} satisfies ComposedOptimizer;
