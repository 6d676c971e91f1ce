// From an optimizer's recipe to the object that a model is compiled with.

import { MlpLabError } from '@mlp-lab/core';
import type { Optimizer } from '@tensorflow/tfjs-core';
import { suggestNames } from '../nearest-names';
import type { TensorFlow } from '../tensorflow';
import { optimizerClass } from './optimizer-class';
import type { OptimizerRecipe } from './optimizer-recipe';
import type { Hyperparameters, OptimizerRule } from './optimizer-rule';
import { optimizerRules } from './optimizer-rules';

/** Optimizer rules by full name: `adam`, `acme/lion`. */
export type OptimizerRules = Readonly<Record<string, OptimizerRule>>;

export const builtInRules = optimizerRules as unknown as OptimizerRules;

/**
 * An optimizer that follows Keras 3. Its class name is `mlp-lab>adam` (a plugin's: `acme>lion`), its `getConfig()` every
 * hyperparameter. It owns tensors once it has trained: `dispose()` frees them.
 *
 * @param rules where names are looked up. Default: the ten of this package.
 * @throws MlpLabError `unknown-name` where no rule has the recipe's name.
 */
export function createOptimizer(
  tf: TensorFlow,
  recipe: OptimizerRecipe,
  rules: OptimizerRules = builtInRules,
): Optimizer {
  const { name, ...hyper } = recipe;
  const rule = rules[name];
  if (rule === undefined)
    throw new MlpLabError('unknown-name', `unknown optimizer '${name}': ${suggestNames(name, Object.keys(rules))}`);
  const Class = optimizerClass(tf, optimizerClassName(name), rule);
  return new Class({ ...rule.defaults, ...(hyper as Hyperparameters) });
}

/** Registers every optimizer of `rules` with TensorFlow.js, so that models saved with their optimizer load. */
export function registerOptimizers(tf: TensorFlow, rules: OptimizerRules = builtInRules): void {
  for (const [name, rule] of Object.entries(rules)) optimizerClass(tf, optimizerClassName(name), rule);
}

const optimizerClassName = (name: string) => (name.includes('/') ? name.replace('/', '>') : `mlp-lab>${name}`);
