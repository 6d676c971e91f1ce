// The fields of a recipe of @mlp-lab/models that this package reads; the whole recipe fits.
import type { Scale } from '@mlp-lab/core';

/** How a network is built and trained, as far as files need to know it. A recipe of `@mlp-lab/models` fits. */
export interface RecipeOutline {
  /** Units of each hidden layer. @default those that the weights of the file have */
  readonly hidden?: readonly number[];
  /** TensorFlow.js's name of the activation after each hidden layer: `relu`. */
  readonly activation: string;
  /** Whether batch normalization comes before each hidden activation. */
  readonly batchNormalization: boolean;
  /** The rate of dropout after each hidden activation, 0 to 1. @default 0 */
  readonly dropout?: number;
  /** For programs. */
  readonly kernelInitializer?: string;
  /** For programs: its name and hyperparameters. */
  readonly optimizer?: { readonly name: string; readonly [hyperparameter: string]: unknown };
  /** For programs: images per step. */
  readonly batchSize?: number;
  /** For programs: passes over the training images. */
  readonly epochs?: number;
  /** For programs: the share of the training images held out, 0 to 1. */
  readonly validationSplit?: number;
  /** For programs: of the random numbers; none is set without it. */
  readonly seed?: number;
  /** For programs: so many training and test images, the first ones. @default all */
  readonly images?: number;
  /** For programs: the learning rates that take the place of the optimizer's, each after so many epochs. */
  readonly rates?: readonly { readonly epoch: number; readonly rate: number }[];
  /** How pixels are scaled before the network sees them. */
  readonly scale?: Scale;
}
