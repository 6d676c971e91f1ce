import type { Hyperparameter, Transformation } from '../transformation';

/** u ← u / √(a + ε) with the sum a of all u² (Duchi et al. 2011), which starts at `initialAccumulator`. */
export const scaleByRss =
  ({
    initialAccumulator = 'initialAccumulator' as Hyperparameter,
    epsilon = 'epsilon' as Hyperparameter,
  } = {}): Transformation =>
  (gradient, { hyperparameter, slot, sqrt }) => {
    const initial = hyperparameter(initialAccumulator);
    const accumulator = slot('accumulator', (sum) => sum.add(gradient.square()), initial);
    return gradient.div(sqrt(accumulator.add(hyperparameter(epsilon))));
  };
