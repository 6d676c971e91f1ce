// The parts that a recipe may name: optimizers, activations and initializers of this package and of plugins.
import { kerasOptimizers } from '@mlp-lab/core';
import { activationNames } from './activations/activation-names';
import type { ActivationRules } from './activations/expression-activation';
import { initializers } from './initializers/initializer-names';
import type { InitializerRules } from './initializers/initializer-rule';
import type { OptimizerDefinitions } from './optimizers/optimizer-definition';

/** Parts by their names in recipes; those of a plugin have its namespace: `acme/lion`. */
export interface Parts {
  /** All optimizers. */
  readonly optimizers: OptimizerDefinitions;
  /** Those of plugins; TensorFlow.js has the others. */
  readonly activations: ActivationRules;
  /** Those of plugins; TensorFlow.js has the others. */
  readonly initializers: InitializerRules;
}

/** The parts of this package. */
export const builtInParts: Parts = { optimizers: kerasOptimizers, activations: {}, initializers: {} };

/** The name of a part in TensorFlow.js and in saved models: `acme/lion` → `acme>lion`. */
export const className = (name: string) => name.replace('/', '>');

/** Every activation that a recipe may name. */
export const activationNamesOf = ({ activations }: Parts) => [...activationNames, ...Object.keys(activations)];

/** Every initializer that a recipe may name. */
export const initializerNamesOf = (parts: Parts) => [...Object.keys(initializers), ...Object.keys(parts.initializers)];
