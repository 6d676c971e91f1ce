// tf.train.adadelta, which divides by the root of the gradients' average before this step, where Zeiler (2012) and Keras divide by that
// after it. So its steps are about as long as SGD's of the same rate.
import { type ComposedOptimizer, chain } from '../transformation';
import { scaleByAdadelta } from '../transformations/scale-by-adadelta';
import { scaleByLearningRate } from '../transformations/scale-by-learning-rate';

export const adadelta = {
  title: 'Adadelta',
  defaults: { learningRate: 0.001, rho: 0.95, epsilon: 1e-7 },
  transformation: chain(scaleByAdadelta({ beforeStep: true }), scaleByLearningRate()),
} satisfies ComposedOptimizer;
