// What a recipe may name: the optimizers, activations and initializers of this package, and those of plugins.
import { kerasOptimizers } from '@mlp-lab/core';
import { activationNames } from './activations/activation-names';
import type { ActivationRules } from './activations/expression-activation';
import { initializers } from './initializers/initializer-names';
import type { InitializerRules } from './initializers/initializer-rule';
import type { OptimizerDefinitions } from './optimizers/optimizer-definition';

/** By the names that recipes give them; a plugin's have its namespace: `acme/lion`. */
export interface Parts {
  /** All of them. */
  readonly optimizers: OptimizerDefinitions;
  /** Those of plugins: TensorFlow.js has the others. */
  readonly activations: ActivationRules;
  /** Those of plugins: TensorFlow.js names the others. */
  readonly initializers: InitializerRules;
}

/** Those of this package alone. */
export const builtInParts: Parts = { optimizers: kerasOptimizers, activations: {}, initializers: {} };

/** The name of a part as TensorFlow.js knows it and saved models hold it: `acme/lion` → `acme>lion`. */
export const className = (name: string) => name.replace('/', '>');

/** Every activation that a recipe may name. */
export const activationNamesOf = ({ activations }: Parts) => [...activationNames, ...Object.keys(activations)];

/** Every initializer that a recipe may name. */
export const initializerNamesOf = (parts: Parts) => [...Object.keys(initializers), ...Object.keys(parts.initializers)];
