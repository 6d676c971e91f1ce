// tf.train.adam: ε is added to the corrected root, as in Algorithm 1 of Kingma and Ba (2015).
import { adam as kerasAdam } from '../keras/adam';
import { type ComposedOptimizer, chain } from '../transformation';
import { scaleByAdam } from '../transformations/scale-by-adam';
import { scaleByLearningRate } from '../transformations/scale-by-learning-rate';

export const adam = {
  ...kerasAdam,
  transformation: chain(scaleByAdam({ correctedRoot: true }), scaleByLearningRate()),
} satisfies ComposedOptimizer;
