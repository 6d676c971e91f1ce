// AdamW (Loshchilov and Hutter 2019), Keras's: the weight shrinks by rate · decay, then Adam's update is added.
import { type ComposedOptimizer, chain } from '../transformation';
import { decayWeights } from '../transformations/decay-weights';
import { adam } from './adam';

export const adamw = {
  title: 'AdamW',
  defaults: { ...adam.defaults, weightDecay: 0.004 },
  transformation: chain(decayWeights(), adam.transformation),
} satisfies ComposedOptimizer;
