// What `--set` and the options of training say about recipes.
import { MlpLabError, suggestNames } from '@mlp-lab/core';
import type { Grid, Overrides, Settings } from '@mlp-lab/experiment';
import { defaultOptimizer, type OptimizerName, optimizerNames } from '@mlp-lab/models';

type RecipeOptions = Pick<Overrides, 'epochs' | 'batchSize' | 'scale'>;

/** @throws MlpLabError `invalid-argument` for a field that is given twice; `unknown-name` for an optimizer. */
export function overrides({ set, ...options }: RecipeOptions & { set?: Settings }): Overrides {
  checkOnce(options, set);
  const { epochs, batchSize, scale } = options;
  return { epochs, batchSize, scale, set: set && withOptimizer(set, optimizerRecipe) };
}

/** The grid of a sweep. @throws MlpLabError as `overrides`. */
export function sweepGrid({ set, ...options }: RecipeOptions & { set: Grid }): Grid {
  checkOnce(options, set);
  return withOptimizer(set, (values) => values.map(optimizerRecipe));
}

function checkOnce(options: RecipeOptions, set: object = {}): void {
  for (const field of ['epochs', 'batchSize', 'scale'] as const)
    if (options[field] !== undefined && field in set)
      throw new MlpLabError(
        'invalid-argument',
        `${field}: expected --set ${field} or the option for all rows, received both`,
      );
}

const withOptimizer = <Value>(set: Readonly<Record<string, Value>>, recipe: (value: Value) => Value) =>
  'optimizer' in set ? { ...set, optimizer: recipe(set.optimizer) } : set;

/** An optimizer's name → its recipe, with Keras's hyperparameters; a plugin's, which has a / in its name, fills in its own. */
function optimizerRecipe(value: unknown): unknown {
  const name = String(value);
  if (name.includes('/')) return { name };
  if ((optimizerNames as string[]).includes(name)) return defaultOptimizer(name as OptimizerName);
  throw new MlpLabError('unknown-name', `unknown optimizer '${name}': ${suggestNames(name, optimizerNames)}`);
}
