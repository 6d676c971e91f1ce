// Optimizers as plain data: a name and every hyperparameter, none implied.
import type { kerasOptimizers } from '@mlp-lab/core';

/** `sgd`, `momentum`, `nesterov`, `adagrad`, `adadelta`, `rmsprop`, `adam`, `adamax`, `nadam` or `adamw`. */
export type OptimizerName = keyof typeof kerasOptimizers;

/** An optimizer of this package: `{ name: 'momentum', learningRate: 0.01, momentum: 0.9 }`. */
export type BuiltInOptimizerRecipe = {
  [Name in OptimizerName]: { readonly name: Name } & Readonly<(typeof kerasOptimizers)[Name]['defaults']>;
}[OptimizerName];

/** An optimizer of a plugin, by its full name: `acme/lion`. */
export interface PluginOptimizerRecipe {
  /** Its full name, with the plugin's namespace: `acme/lion`. */
  readonly name: `${string}/${string}`;
  /** The length of a step. */
  readonly learningRate: number;
  readonly [hyperparameter: string]: number | string;
}

/** An optimizer by name, with all of its hyperparameters: `{ name: 'sgd', learningRate: 0.01 }`. */
export type OptimizerRecipe = BuiltInOptimizerRecipe | PluginOptimizerRecipe;
