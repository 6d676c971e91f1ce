// The fields of a recipe of @mlp-lab/models that this package reads; the whole recipe fits.
import type { Scale } from '@mlp-lab/core';

/** How a network is built and trained, as far as files need to know it. A recipe of @mlp-lab/models fits. */
export interface RecipeOutline {
  /** Units of each hidden layer. */
  readonly hidden: readonly number[];
  /** TensorFlow.js's name of the activation after each hidden layer: `relu`. */
  readonly activation: string;
  readonly batchNormalization: boolean;
  /** @default 0 */
  readonly dropout?: number;
  /** For programs. */
  readonly kernelInitializer?: string;
  readonly optimizer?: { readonly name: string; readonly [hyperparameter: string]: unknown };
  readonly batchSize?: number;
  readonly epochs?: number;
  readonly validationSplit?: number;
  /** How pixels are scaled before the network sees them. */
  readonly scale?: Scale;
}
