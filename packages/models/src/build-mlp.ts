// From a recipe to a compiled model with initial weights.
import { checkObject, trainingStreams } from '@mlp-lab/core';
import type { TensorFlow } from '@mlp-lab/core/tensorflow';
import type { LayersModel, layers } from '@tensorflow/tfjs-layers';
import { checkRecipe } from './check-recipe';
import { checkTarget } from './check-target';
import { initializeWeights } from './initializers/initialize-weights';
import { initializerIdentifier } from './initializers/initializer-names';
import { createOptimizer } from './optimizers/create-optimizer';
import { builtInParts, className, type Parts } from './parts';
import type { Recipe } from './recipe';
import { registerParts } from './register-parts';
import type { ActivationIdentifier, BuildTarget, InitializerIdentifier } from './variant';

/**
 * `[batch, inputSize]` → (Dense → BatchNormalization? → activation → Dropout?) for each hidden layer → Dense → softmax
 * → `[batch, classes]`, compiled with the recipe's optimizer, categorical cross-entropy and accuracy.
 *
 * Layers are named by kind and number: `dense_1`, `batch_normalization_1`, `activation_1`, `dropout_1`, …, `softmax`.
 * `model.dispose()` also frees the optimizer's tensors.
 *
 * @param parts the optimizers, activations and initializers that the recipe may name. Default: those of this package.
 * @throws MlpLabError `invalid-argument` or `unknown-name`, with the field of the target or the recipe.
 */
export function buildMlp(recipe: Recipe, target: BuildTarget, parts: Parts = builtInParts): LayersModel {
  checkTarget(checkObject('target', target) as BuildTarget);
  checkRecipe(recipe, parts);
  registerParts(target.tf, parts);
  const model = target.tf.sequential({ name: 'mlp', layers: mlpLayers(recipe, target) });
  return finishModel(model, recipe, target, parts);
}

function mlpLayers(recipe: Recipe, { tf, inputSize, classes }: BuildTarget): layers.Layer[] {
  const kernelInitializer = initializerIdentifier(recipe.kernelInitializer) as InitializerIdentifier;
  const activation = className(recipe.activation) as ActivationIdentifier;
  const penalty = recipe.l2 ? { kernelRegularizer: tf.regularizers.l2({ l2: recipe.l2 }) } : {};
  const hidden = recipe.hidden.flatMap((units, index) => {
    const number = index + 1;
    const first = index === 0 ? { inputShape: [inputSize] } : {};
    const { dropout } = recipe;
    return [
      tf.layers.dense({ name: `dense_${number}`, units, kernelInitializer, ...penalty, ...first }),
      recipe.batchNormalization && tf.layers.batchNormalization({ name: `batch_normalization_${number}` }),
      tf.layers.activation({ name: `activation_${number}`, activation }),
      dropout > 0 && tf.layers.dropout({ name: `dropout_${number}`, rate: dropout }),
    ].filter((layer) => layer !== false);
  });
  const name = `dense_${recipe.hidden.length + 1}`;
  const last = tf.layers.dense({ name, units: classes, kernelInitializer, ...penalty });
  const all = [...hidden, last, tf.layers.activation({ name: 'softmax', activation: 'softmax' })];
  for (const layer of all) layer.setFastWeightInitDuringBuild(true); // zeros for now: finishModel draws every weight
  return all;
}

/**
 * Compiles a network, unless a plugin did, and draws its weights from the seed.
 *
 * @param keepsWeights whether its weights stay as they are.
 */
export function finishModel(
  model: LayersModel,
  recipe: Recipe,
  { tf, seed }: { tf: TensorFlow; seed: number },
  parts: Parts,
  keepsWeights = false,
): LayersModel {
  if (model.optimizer == null) {
    const optimizer = createOptimizer(tf, recipe.optimizer, parts.optimizers);
    model.compile({ optimizer, loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  }
  Object.assign(model, { isOptimizerOwned: true }); // so that model.dispose() disposes of it
  if (keepsWeights) return model;
  const drawn = Object.entries(parts.initializers).map(([name, rule]) => [className(name), rule] as const);
  initializeWeights(tf, model, trainingStreams(seed), new Map(drawn));
  return model;
}
