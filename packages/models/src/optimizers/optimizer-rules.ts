// Every optimizer of this package, by the name that a recipe gives it; the order is the order of tables.
import { adadelta } from './adadelta';
import { adagrad } from './adagrad';
import { adam } from './adam';
import { adamax } from './adamax';
import { adamw } from './adamw';
import { momentum } from './momentum';
import { nadam } from './nadam';
import { nesterov } from './nesterov';
import type { BuiltInOptimizerRecipe, OptimizerName } from './optimizer-recipe';
import { rmsprop } from './rmsprop';
import { sgd } from './sgd';

export const optimizerRules = {
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

/** `sgd`, `momentum`, … `adamw`. */
export const optimizerNames = Object.keys(optimizerRules) as OptimizerName[];

/** An optimizer's recipe with every hyperparameter at Keras's default (momentum: 0.9, where Keras has none). */
export function defaultOptimizer<Name extends OptimizerName>(
  name: Name,
): Extract<BuiltInOptimizerRecipe, { name: Name }> {
  return { name, ...optimizerRules[name].defaults } as Extract<BuiltInOptimizerRecipe, { name: Name }>;
}
