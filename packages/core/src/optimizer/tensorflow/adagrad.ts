// tf.train.adagrad: a ← a + g², w ← w - rate · g / √(a + ε), where ε is that of the backend.
import { type ComposedOptimizer, chain } from '../transformation';
import { scaleByLearningRate } from '../transformations/scale-by-learning-rate';
import { scaleByRss } from '../transformations/scale-by-rss';

const BACKEND_EPSILON = 1e-7; // of float32

export const adagrad = {
  title: 'Adagrad',
  defaults: { learningRate: 0.01, initialAccumulatorValue: 0.1 },
  transformation: chain(
    scaleByRss({ initialAccumulator: 'initialAccumulatorValue', epsilon: BACKEND_EPSILON }),
    scaleByLearningRate(),
  ),
} satisfies ComposedOptimizer;
