// TensorFlow.js's own optimizers, by class name.
import { sgd } from '../keras/sgd';
import type { ComposedOptimizer } from '../transformation';
import { adadelta } from './adadelta';
import { adagrad } from './adagrad';
import { adam } from './adam';
import { adamax } from './adamax';
import { momentum, nesterov } from './momentum';
import { centeredRmsprop, rmsprop } from './rmsprop';

/** What an optimizer computes may depend on its `getConfig()`. */
export const tensorFlowOptimizers: Readonly<
  Record<string, (config: Readonly<Record<string, unknown>>) => ComposedOptimizer>
> = {
  SGD: () => sgd,
  Momentum: ({ useNesterov }) => (useNesterov ? nesterov : momentum),
  RMSProp: ({ centered }) => (centered ? centeredRmsprop : rmsprop),
  Adagrad: () => adagrad,
  Adadelta: () => adadelta,
  Adam: () => adam,
  Adamax: () => adamax,
};
