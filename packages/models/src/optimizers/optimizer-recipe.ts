// Optimizers as plain data: a name and every hyperparameter, none implied.
import type { kerasOptimizers } from '@mlp-lab/core';

/** `sgd`, `momentum`, `nesterov`, `adagrad`, `adadelta`, `rmsprop`, `adam`, `adamax`, `nadam` or `adamw`. */
export type OptimizerName = keyof typeof kerasOptimizers;

/** The recipe of one of the optimizers of this package, with its hyperparameters by name. */
export type RecipeOf<Name extends OptimizerName> = { readonly name: Name } & Readonly<
  (typeof kerasOptimizers)[Name]['defaults']
>;

/** An optimizer of this package. */
export type BuiltInOptimizerRecipe = { [Name in OptimizerName]: RecipeOf<Name> }[OptimizerName];

/** An optimizer of a plugin, by its full name: `acme/lion`. */
export interface PluginOptimizerRecipe {
  readonly name: `${string}/${string}`;
  readonly learningRate: number;
  readonly [hyperparameter: string]: number | string;
}

export type OptimizerRecipe = BuiltInOptimizerRecipe | PluginOptimizerRecipe;
