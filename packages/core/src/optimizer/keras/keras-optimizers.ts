// Keras 3's optimizers, by the names that recipes use; the order is the order of tables.
import { adadelta } from './adadelta';
import { adagrad } from './adagrad';
import { adam } from './adam';
import { adamax } from './adamax';
import { adamw } from './adamw';
import { momentum } from './momentum';
import { nadam } from './nadam';
import { nesterov } from './nesterov';
import { rmsprop } from './rmsprop';
import { sgd } from './sgd';

/** Keras 3's optimizers as chains of transformations, by the names that recipes use. `optimizerRule` turns one into a rule. */
export const kerasOptimizers = {
  sgd,
  momentum,
  nesterov,
  adagrad,
  adadelta,
  rmsprop,
  adam,
  adamax,
  nadam,
  adamw,
};
