// Registers the activations and initializers of plugins with TensorFlow.js, so that layers accept their names and saved models load.

import type { TensorFlow } from '@mlp-lab/core/tensorflow';
import { registerActivation } from './activations/expression-activation';
import { registerInitializer } from './initializers/initializer-rule';
import { className, type Parts } from './parts';

/** Skips what is registered with this copy of TensorFlow.js already. */
export function registerParts(tf: TensorFlow, { activations, initializers }: Parts): void {
  for (const [name, expression] of Object.entries(activations)) registerActivation(tf, className(name), expression);
  for (const [name, rule] of Object.entries(initializers)) registerInitializer(tf, className(name), rule);
}
