// From an optimizer's recipe to the object that a model is compiled with.
import { type Hyperparameters, kerasOptimizers } from '@mlp-lab/core';
import type { TensorFlow } from '@mlp-lab/core/tensorflow';
import type { Optimizer } from '@tensorflow/tfjs-core';
import { checkTensorFlow } from '../check-target';
import { checkOptimizer } from './check-optimizer';
import { optimizerClass } from './optimizer-class';
import type { OptimizerDefinitions } from './optimizer-definition';
import type { OptimizerRecipe } from './optimizer-recipe';

/**
 * An optimizer that follows Keras 3. Its class name is `mlp-lab>adam` (a plugin's: `acme>lion`), and its `getConfig()` has every
 * hyperparameter. It owns tensors once it has trained: `dispose()` frees them. Its weights (`getWeights`, `setWeights`) are
 * the number of steps, then the slots of the first trainable weight, those of the second, …
 *
 * @param definitions where names are looked up. Default: the ten optimizers of this package.
 * @throws MlpLabError `unknown-name` with the nearest names; `invalid-argument` naming the hyperparameter.
 */
export function createOptimizer(
  tf: TensorFlow,
  recipe: OptimizerRecipe,
  definitions: OptimizerDefinitions = kerasOptimizers,
): Optimizer {
  checkTensorFlow(tf);
  const definition = checkOptimizer(recipe, definitions);
  const { name, ...hyper } = recipe;
  const Class = optimizerClass(tf, optimizerClassName(name), definition);
  return new Class(hyper as Hyperparameters);
}

/** Registers every optimizer of `definitions` with TensorFlow.js, so that models saved with their optimizer load. */
export function registerOptimizers(tf: TensorFlow, definitions: OptimizerDefinitions = kerasOptimizers): void {
  for (const [name, definition] of Object.entries(definitions))
    optimizerClass(tf, optimizerClassName(name), definition);
}

const optimizerClassName = (name: string) => (name.includes('/') ? name.replace('/', '>') : `mlp-lab>${name}`);
