// The optimizers of this package: Keras 3's.
import { kerasOptimizers } from '@mlp-lab/core';
import type { OptimizerName, RecipeOf } from './optimizer-recipe';

/** `sgd`, `momentum`, … `adamw`: the order is the order of tables. */
export const optimizerNames = Object.keys(kerasOptimizers) as OptimizerName[];

/** An optimizer's recipe with every hyperparameter at Keras's default (momentum: 0.9, because Keras's default is none). */
export const defaultOptimizer = <Name extends OptimizerName>(name: Name): RecipeOf<Name> =>
  ({ name, ...kerasOptimizers[name].defaults }) as RecipeOf<Name>;
