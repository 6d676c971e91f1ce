// A multilayer perceptron and its training as plain data, from which `buildMlp` builds a model.
import { checkObject, type Scale } from '@mlp-lab/core';
import type { ActivationName } from './activations/activation-names';
import type { InitializerName } from './initializers/initializer-names';
import type { OptimizerRecipe } from './optimizers/optimizer-recipe';

/** A network, its training and its input. */
export interface Recipe {
  /** Units of each hidden Dense layer, first to last. */
  readonly hidden: readonly number[];
  /** Activation after each hidden Dense layer. The last layer is always softmax. */
  readonly activation: ActivationName;
  /** Initial kernel of every Dense layer. Biases start at zero. */
  readonly kernelInitializer: InitializerName;
  /** Whether there is a BatchNormalization layer between each hidden Dense layer and its activation. */
  readonly batchNormalization: boolean;
  /** Fraction of values dropped after each hidden activation, 0 <= dropout < 1. 0: no Dropout layer. */
  readonly dropout: number;
  /** Factor of the squared weights of every kernel in the loss (Keras's `L2`), at least 0. @default 0: no penalty */
  readonly l2?: number;
  /** Its name, with all hyperparameters. */
  readonly optimizer: OptimizerRecipe;
  /** Images in one training step. */
  readonly batchSize: number;
  /** Passes over the training images. */
  readonly epochs: number;
  /** Fraction of the training images, the last ones, that are kept for validation, 0 <= validationSplit < 1. */
  readonly validationSplit: number;
  /** How pixels are scaled before the network sees them. */
  readonly scale: Scale;
}

/** The name of a field of a recipe. */
export type RecipeField = keyof Recipe;

/**
 * A recipe with some fields replaced. Undefined fields are ignored.
 *
 * @throws MlpLabError `invalid-argument` where one of them is not an object.
 */
export function overrideRecipe(recipe: Recipe, fields?: Partial<Recipe> | null): Recipe {
  checkObject('recipe', recipe);
  const given = Object.entries(checkObject('fields', fields ?? {})).filter(([, value]) => value !== undefined);
  return { ...recipe, ...Object.fromEntries(given) };
}
