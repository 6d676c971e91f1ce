// A perceptron as plain data: what every format is written from and read into.
import type { Expression } from '@mlp-lab/core';
import type { Initializer } from './initializer';

/** Layers in an order in which each comes after those that it takes its rows from. The last one is the output. */
export interface Network {
  readonly name: string;
  /** The shape of a row of the input: `[784]`, `[28, 28]`. */
  readonly inputShape: readonly number[];
  readonly layers: readonly NetworkLayer[];
  /** What training does in the file's library and would not do here, in words: 'layer dense (Dense) has kernel_constraint'. */
  readonly onlyInTraining?: readonly string[];
}

export type NetworkLayer = Operation & {
  /** Unique in the network. */
  readonly name: string;
  /** The index of the layer whose output it takes, `INPUT` for the network's input; joins take several. */
  readonly inputs: readonly number[];
  /** False for a layer whose weights training must not change. */
  readonly trainable?: boolean;
};

/** Stands for the network's input among a layer's `inputs`. */
export const INPUT = -1;

export interface Weight {
  readonly shape: readonly number[];
  /** Row-major. */
  readonly data: Float32Array;
  /** The penalty l1 · Σ|w| + l2 · Σw² in training. */
  readonly regularizer?: { readonly l1: number; readonly l2: number };
}

/** What a layer does to its rows. */
export type Operation =
  /** x · kernel + bias. kernel `[inputs, units]`, bias `[units]`. */
  | {
      readonly kind: 'dense';
      readonly kernel: Weight;
      readonly bias?: Weight;
      /** Of the kernel, for programs. */
      readonly initializer?: Initializer;
    }
  | { readonly kind: 'activation'; readonly function: ActivationFunction }
  /** x where x ≥ 0, else alpha · x. alpha has the shape of a row, with 1 where an axis shares it. */
  | { readonly kind: 'prelu'; readonly alpha: Weight }
  /** (x - mean) / √(variance + epsilon) · gamma + beta along the last axis, with the moving statistics. */
  | {
      readonly kind: 'batchNormalization';
      readonly epsilon: number;
      readonly momentum: number;
      readonly gamma?: Weight;
      readonly beta?: Weight;
      readonly movingMean: Weight;
      readonly movingVariance: Weight;
    }
  /** (x - mean) / √(variance + epsilon) · gamma + beta, with the mean and variance of each row. */
  | { readonly kind: 'layerNormalization'; readonly epsilon: number; readonly gamma?: Weight; readonly beta?: Weight }
  /** Noise, in training alone. `rate` is the standard deviation of gaussianNoise. */
  | { readonly kind: NoiseKind; readonly rate: number }
  /** To one axis; with `channelsFirst`, as if the first one of several were the last. */
  | { readonly kind: 'flatten'; readonly channelsFirst?: true }
  | { readonly kind: 'reshape'; readonly shape: readonly number[] }
  /** Several inputs, number by number, or one after the other along the last axis. */
  | { readonly kind: JoinKind };

export type JoinKind = 'add' | 'multiply' | 'maximum' | 'minimum' | 'concatenate';

export type NoiseKind = 'dropout' | 'alphaDropout' | 'gaussianNoise' | 'gaussianDropout';

/**
 * A function of every number or, softmax and logSoftmax, of every row. Names are Keras's in camelCase; `hardSigmoid` is Keras 3's,
 * x / 6 + 0.5 between 0 and 1, and `hardSigmoidTfjs` that of TensorFlow.js and Keras 2, 0.2 x + 0.5.
 */
export type ActivationFunction =
  | { readonly name: NamedFunction }
  /** Keras's ReLU: x from `threshold` up to `maxValue`, below the threshold negativeSlope · (x - threshold). */
  | {
      readonly name: 'relu';
      readonly negativeSlope?: number;
      readonly maxValue?: number;
      readonly threshold?: number;
    }
  | { readonly name: 'elu' | 'celu'; readonly alpha?: number }
  /** scale · x + offset: Keras's Rescaling. */
  | { readonly name: 'rescaling'; readonly scale: number; readonly offset: number }
  /** Any other formula; `plugin` is the name of the plugin's activation that it is. */
  | { readonly name: 'formula'; readonly expression: Expression; readonly plugin?: string };

export const NAMED_FUNCTIONS = [
  'linear',
  'softmax',
  'logSoftmax',
  'sigmoid',
  'hardSigmoid',
  'hardSigmoidTfjs',
  'relu6',
  'tanh',
  'selu',
  'softplus',
  'softsign',
  'silu',
  'mish',
  'gelu',
  'geluTanh',
  'exponential',
  'logSigmoid',
  'hardSilu',
  'hardTanh',
  'hardShrink',
  'softShrink',
  'tanhShrink',
  'squareplus',
  'sparsePlus',
  'sparseSigmoid',
] as const;

export type NamedFunction = (typeof NAMED_FUNCTIONS)[number];
