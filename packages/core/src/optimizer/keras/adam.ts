// Adam (Kingma and Ba 2015), Keras's: ε is added to the uncorrected √v, where TensorFlow.js adds it to the corrected one.
import { type ComposedOptimizer, chain } from '../transformation';
import { scaleByAdam } from '../transformations/scale-by-adam';
import { scaleByLearningRate } from '../transformations/scale-by-learning-rate';

export const adam = {
  title: 'Adam',
  defaults: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  transformation: chain(scaleByAdam(), scaleByLearningRate()),
} satisfies ComposedOptimizer;
