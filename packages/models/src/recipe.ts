// A multilayer perceptron and its training as plain data: what variants hold and `buildMlp` builds.
import type { Scale } from '@mlp-lab/core';
import type { ActivationName } from './activations/activation-names';
import type { InitializerName } from './initializers/initializer-names';
import type { OptimizerRecipe } from './optimizers/optimizer-recipe';

/** A network, how it learns and from what. */
export interface Recipe {
  /** Units of each hidden Dense layer, first to last. */
  readonly hidden: readonly number[];
  /** Activation after each hidden Dense layer. The last layer is always softmax. */
  readonly activation: ActivationName;
  /** Initial kernel of every Dense layer. Biases start at zero. */
  readonly kernelInitializer: InitializerName;
  /** A BatchNormalization layer between each hidden Dense layer and its activation. */
  readonly batchNormalization: boolean;
  /** Share of values dropped after each hidden activation, 0 <= dropout < 1. 0 = no such layer. */
  readonly dropout: number;
  readonly optimizer: OptimizerRecipe;
  /** Images in one step of training. */
  readonly batchSize: number;
  readonly epochs: number;
  /** Share of the training images, the last ones, held back for validation, 0 <= validationSplit < 1. */
  readonly validationSplit: number;
  readonly scale: Scale;
}

/** The name of a field of a recipe. */
export type RecipeField = keyof Recipe;

/** A recipe with some fields replaced. Fields that are undefined stay as they were. */
export function overrideRecipe(recipe: Recipe, fields: Partial<Recipe> = {}): Recipe {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return { ...recipe, ...Object.fromEntries(given) };
}
