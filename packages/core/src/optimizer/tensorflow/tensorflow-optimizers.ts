// TensorFlow.js's own optimizers, by class name. What an optimizer computes may depend on its config.
import { sgd } from '../keras/sgd';
import type { ComposedOptimizer } from '../transformation';
import { adam } from './adam';

export const tensorFlowOptimizers: Readonly<
  Record<string, (config: Readonly<Record<string, unknown>>) => ComposedOptimizer>
> = {
  SGD: () => sgd,
  Adam: () => adam,
};
