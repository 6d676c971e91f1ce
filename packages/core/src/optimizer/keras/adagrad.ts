// Adagrad (Duchi et al. 2011), Keras's: a ← a + g², w ← w - rate · g / √(a + ε)
import { type ComposedOptimizer, chain, type Transformation } from '../transformation';
import { scaleByLearningRate } from '../transformations/scale-by-learning-rate';

/** u ← u / √(Σ u² + ε) */
export const scaleByRss =
  (): Transformation =>
  (gradient, { hyperparameter, slot, sqrt }) => {
    const initial = hyperparameter('initialAccumulator');
    const accumulator = slot('accumulator', (sum) => sum.add(gradient.square()), initial);
    return gradient.div(sqrt(accumulator.add(hyperparameter('epsilon'))));
  };

export const adagrad = {
  title: 'Adagrad',
  defaults: { learningRate: 0.001, initialAccumulator: 0.1, epsilon: 1e-7 },
  transformation: chain(scaleByRss(), scaleByLearningRate()),
} satisfies ComposedOptimizer;
