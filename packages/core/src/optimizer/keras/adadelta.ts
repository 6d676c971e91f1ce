// Adadelta (Zeiler 2012), Keras's: the gradient divided by the root mean square of gradients, times that of earlier changes.
import { type ComposedOptimizer, chain } from '../transformation';
import { scaleByAdadelta } from '../transformations/scale-by-adadelta';
import { scaleByLearningRate } from '../transformations/scale-by-learning-rate';

export const adadelta = {
  title: 'Adadelta',
  defaults: { learningRate: 0.001, rho: 0.95, epsilon: 1e-7 },
  transformation: chain(scaleByAdadelta(), scaleByLearningRate()),
} satisfies ComposedOptimizer;
