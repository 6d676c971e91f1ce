// Adamax (Kingma and Ba 2015, Section 7.1), Keras's: Adam with a decaying maximum of |g| in place of √v.
import { type ComposedOptimizer, chain } from '../transformation';
import { scaleByAdamax } from '../transformations/scale-by-adamax';
import { scaleByLearningRate } from '../transformations/scale-by-learning-rate';
import { adam } from './adam';

export const adamax = {
  title: 'Adamax',
  defaults: adam.defaults,
  transformation: chain(scaleByAdamax(), scaleByLearningRate()),
} satisfies ComposedOptimizer;
