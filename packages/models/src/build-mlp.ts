// From a recipe to a compiled model with initial weights.
import { trainingStreams } from '@mlp-lab/core';
import type { LayersModel, layers } from '@tensorflow/tfjs-layers';
import { checkRecipe } from './check-recipe';
import { checkTarget } from './check-target';
import { initializeWeights } from './initializers/initialize-weights';
import { initializers } from './initializers/initializer-names';
import { builtInRules, type OptimizerRules } from './optimizers/check-optimizer';
import { createOptimizer } from './optimizers/create-optimizer';
import type { Recipe } from './recipe';
import type { TensorFlow } from './tensorflow';
import type { BuildTarget } from './variant';

/**
 * `[batch, inputSize]` → (Dense → BatchNormalization? → activation → Dropout?) for each hidden layer → Dense → softmax
 * → `[batch, classes]`, compiled with the recipe's optimizer, categorical cross-entropy and accuracy.
 *
 * Layers are named by kind and number: `dense_1`, `batch_normalization_1`, `activation_1`, `dropout_1`, …, `softmax`.
 * `model.dispose()` frees the optimizer's tensors as well.
 *
 * @param rules the optimizers that the recipe may name. Default: the ten of this package.
 * @throws MlpLabError `invalid-argument` or `unknown-name`, naming the field of the target or the recipe.
 */
export function buildMlp(recipe: Recipe, target: BuildTarget, rules: OptimizerRules = builtInRules): LayersModel {
  checkTarget(target);
  checkRecipe(recipe, rules);
  const model = target.tf.sequential({ name: 'mlp', layers: mlpLayers(recipe, target) });
  return finishModel(model, recipe, target, rules);
}

function mlpLayers(recipe: Recipe, { tf, inputSize, classes }: BuildTarget): layers.Layer[] {
  const kernelInitializer = initializers[recipe.kernelInitializer].identifier;
  const hidden = recipe.hidden.flatMap((units, index) => {
    const number = index + 1;
    const first = index === 0 ? { inputShape: [inputSize] } : {};
    const { activation, dropout } = recipe;
    return [
      tf.layers.dense({ name: `dense_${number}`, units, kernelInitializer, ...first }),
      recipe.batchNormalization && tf.layers.batchNormalization({ name: `batch_normalization_${number}` }),
      tf.layers.activation({ name: `activation_${number}`, activation }),
      dropout > 0 && tf.layers.dropout({ name: `dropout_${number}`, rate: dropout }),
    ].filter((layer) => layer !== false);
  });
  const last = tf.layers.dense({ name: `dense_${recipe.hidden.length + 1}`, units: classes, kernelInitializer });
  const all = [...hidden, last, tf.layers.activation({ name: 'softmax', activation: 'softmax' })];
  for (const layer of all) layer.setFastWeightInitDuringBuild(true); // zeros for now: finishModel draws every weight
  return all;
}

/** What every network gets, a plugin's too: compiled if it is not yet, and its weights drawn from the seed. */
export function finishModel(
  model: LayersModel,
  recipe: Recipe,
  { tf, seed }: { tf: TensorFlow; seed: number },
  rules: OptimizerRules,
): LayersModel {
  if (model.optimizer == null) {
    const optimizer = createOptimizer(tf, recipe.optimizer, rules);
    model.compile({ optimizer, loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
    Object.assign(model, { isOptimizerOwned: true }); // so that model.dispose() disposes of it
  }
  initializeWeights(tf, model, trainingStreams(seed));
  return model;
}
