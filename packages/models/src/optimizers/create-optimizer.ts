// From an optimizer's recipe to the object that a model is compiled with.
import type { Optimizer } from '@tensorflow/tfjs-core';
import type { TensorFlow } from '../tensorflow';
import { builtInRules, checkOptimizer, type OptimizerRules } from './check-optimizer';
import { optimizerClass } from './optimizer-class';
import type { OptimizerRecipe } from './optimizer-recipe';
import type { Hyperparameters } from './optimizer-rule';

/**
 * An optimizer that follows Keras 3. Its class name is `mlp-lab>adam` (a plugin's: `acme>lion`), its `getConfig()` every
 * hyperparameter. It owns tensors once it has trained: `dispose()` frees them. Its weights (`getWeights`, `setWeights`) are
 * the number of steps done, then the rule's slots of the first trainable weight, of the second, …
 *
 * @param rules where names are looked up. Default: the ten of this package.
 * @throws MlpLabError `unknown-name` with the nearest names; `invalid-argument` naming the hyperparameter.
 */
export function createOptimizer(
  tf: TensorFlow,
  recipe: OptimizerRecipe,
  rules: OptimizerRules = builtInRules,
): Optimizer {
  const rule = checkOptimizer(recipe, rules);
  const { name, ...hyper } = recipe;
  const Class = optimizerClass(tf, optimizerClassName(name), rule);
  return new Class(hyper as Hyperparameters);
}

/** Registers every optimizer of `rules` with TensorFlow.js, so that models saved with their optimizer load. */
export function registerOptimizers(tf: TensorFlow, rules: OptimizerRules = builtInRules): void {
  for (const [name, rule] of Object.entries(rules)) optimizerClass(tf, optimizerClassName(name), rule);
}

const optimizerClassName = (name: string) => (name.includes('/') ? name.replace('/', '>') : `mlp-lab>${name}`);
