// The optimizers of this package: Keras 3's.
import { describeJson, kerasOptimizers, MlpLabError, suggestNames } from '@mlp-lab/core';
import type { BuiltInOptimizerRecipe, OptimizerName } from './optimizer-recipe';

/** `sgd`, `momentum`, … `adamw`: the order is the order of tables. */
export const optimizerNames = Object.keys(kerasOptimizers) as OptimizerName[];

/**
 * An optimizer's recipe with every hyperparameter at Keras's default (momentum: 0.9, because Keras's default is none).
 *
 * @throws MlpLabError `unknown-name` with the nearest names.
 */
export function defaultOptimizer<Name extends OptimizerName>(
  name: Name,
): Extract<BuiltInOptimizerRecipe, { name: Name }> {
  if (!optimizerNames.includes(name))
    throw new MlpLabError(
      'unknown-name',
      `unknown optimizer ${describeJson(name)}: ${suggestNames(describeJson(name), optimizerNames)}`,
    );
  return { name, ...kerasOptimizers[name].defaults } as Extract<BuiltInOptimizerRecipe, { name: Name }>;
}
