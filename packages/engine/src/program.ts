// The language between the two halves of the engine: `lower` writes a Program from a tf.LayersModel, the code generator
// and the plain reference read it. It is plain data, so that it goes to a worker or to another machine as it is.
import type { Expression, Hyperparameters, OptimizerRule } from '@mlp-lab/core';

/**
 * A network that is a single chain, with or without residual connections, what it minimises and how. A batch enters as
 * `[rows, inputWidth]` and passes the layers in order; what the model had of Input, Flatten and Reshape, and linear activations, is gone.
 */
export interface Program {
  /** Numbers in a row of x. */
  readonly inputWidth: number;
  /** Numbers in a row of the output: classes. */
  readonly outputWidth: number;
  readonly layers: readonly ProgramLayer[];
  /** In the order of `model.weights` of the chain; layers name them by their place here. */
  readonly parameters: readonly Parameter[];
  readonly loss: Loss;
  /**
   * How y comes. `labels`: a class a row, `Int32Array [rows]`, standing for the row that is 1 there and 0 elsewhere; only
   * with the loss categoricalCrossentropy and the metrics categoricalAccuracy and categoricalCrossentropy.
   * `values`: `Float32Array [rows, outputWidth]`.
   */
  readonly targets: 'labels' | 'values';
  readonly metrics: readonly Metric[];
  readonly optimizer: ProgramOptimizer;
}

/** A weight. Its values travel beside the Program, as a `Float32Array` of `size` numbers in row-major order. */
export interface Parameter {
  /** `layer/kernel`: for messages. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly size: number;
  /** Whether the optimizer changes it. Moving averages are not trainable, and change all the same. */
  readonly trainable: boolean;
  /** The loss in training has l1 · Σ|w| + l2 · Σw² of it on top. 0 where there is none. */
  readonly l1: number;
  readonly l2: number;
}

export type ProgramLayer =
  | DenseLayer
  | ActivationLayer
  | PreluLayer
  | SoftmaxLayer
  | BatchNormalizationLayer
  | LayerNormalizationLayer
  | NoiseLayer
  | MaxoutLayer
  | BranchLayer
  | AddLayer;

/** y = x · kernel + bias. kernel `[inputs, outputs]`, bias `[outputs]`. */
export interface DenseLayer {
  readonly kind: 'dense';
  readonly inputs: number;
  readonly outputs: number;
  /** Place in `parameters`. */
  readonly kernel: number;
  readonly bias?: number;
}

/** One function, applied to every number. */
export interface ActivationLayer {
  readonly kind: 'activation';
  readonly width: number;
  readonly function: ActivationFunction;
}

/**
 * Functions as TensorFlow.js has them, and f′ at kinks as TensorFlow.js has it: relu 0 at 0, 1 at `max`; selu 1.7581 and prelu alpha at 0; hardSigmoid 0.2 at ±2.5.
 * - sigmoid 1 / (1 + e⁻ˣ); tanh; softplus ln(1 + eˣ); softsign x / (1 + |x|); swish x · sigmoid(x); mish x · tanh(softplus(x))
 * - hardSigmoid: 0.2 x + 0.5 between 0 and 1; gelu: x Φ(x), with erf, not its tanh approximation
 * - relu: max(x, 0), and at most `max` where there is one; relu6: the same with 6, its slope at 6 being 0
 * - leakyRelu: x where x > 0, else alpha · x; thresholdedRelu: x where x > theta, else 0
 * - elu: x where x ≥ 0, else eˣ - 1; selu: 1.0507009873554805 · (x where x ≥ 0, else 1.6732632423543772 · (eˣ - 1))
 * - expression: any formula, with the derivative that `@mlp-lab/core` makes of it
 */
export type ActivationFunction =
  | { readonly name: 'relu'; readonly max?: number }
  | { readonly name: 'leakyRelu'; readonly alpha: number }
  | { readonly name: 'thresholdedRelu'; readonly theta: number }
  | { readonly name: 'expression'; readonly expression: Expression }
  | { readonly name: PlainActivation };

export type PlainActivation =
  | 'sigmoid'
  | 'hardSigmoid'
  | 'relu6'
  | 'tanh'
  | 'elu'
  | 'selu'
  | 'softplus'
  | 'softsign'
  | 'swish'
  | 'mish'
  | 'gelu';

/** x where x ≥ 0, else alpha · x. alpha `[width]`, a parameter (one shared by all: `[1]`). */
export interface PreluLayer {
  readonly kind: 'prelu';
  readonly width: number;
  readonly alpha: number;
}

/** eˣ / Σ eˣ over the row, its greatest number taken off first. */
export interface SoftmaxLayer {
  readonly kind: 'softmax';
  readonly width: number;
}

/**
 * (x - mean) / √(variance + epsilon) · gamma + beta, a mean and variance a column. In training those of the batch (variance divided by
 * the number of rows), and moving ← moving · momentum + batch's · (1 - momentum); else the moving ones.
 */
export interface BatchNormalizationLayer {
  readonly kind: 'batchNormalization';
  readonly width: number;
  readonly epsilon: number;
  readonly momentum: number;
  /** Places in `parameters`, each `[width]`. */
  readonly gamma?: number;
  readonly beta?: number;
  readonly movingMean: number;
  readonly movingVariance: number;
}

/** (x - mean) / √(variance + epsilon) · gamma + beta, a mean and variance a row. */
export interface LayerNormalizationLayer {
  readonly kind: 'layerNormalization';
  readonly width: number;
  readonly epsilon: number;
  readonly gamma?: number;
  readonly beta?: number;
}

/**
 * Noise, in training only, from `trainingStreams(seed).noise(ordinal, step)`, word (row · width + column), fresh at each step.
 * - dropout: keeps x / (1 - rate) where word ≥ `dropThreshold(rate)`, else 0
 * - alphaDropout: (x where kept, else saturation) · scale + shift, as `alphaDropoutRule` has them
 * - gaussianNoise: x + deviation · normal; gaussianDropout: x · (1 + deviation · normal): `noise(…).normal(count, 0 or 1, deviation)`
 */
export interface NoiseLayer {
  readonly kind: 'dropout' | 'alphaDropout' | 'gaussianNoise' | 'gaussianDropout';
  readonly width: number;
  /** Share that is dropped, above 0 and below 1: of dropout and alphaDropout. 0 for the others. */
  readonly rate: number;
  /** Of the Gaussian ones. 0 for the others. */
  readonly deviation: number;
  /** Place among the model's noise layers, from 0. */
  readonly ordinal: number;
}

/** y[j] = the greatest of x[j · pieces] … x[j · pieces + pieces - 1], [rows, width · pieces] → [rows, width]; the gradient goes to the first greatest. */
export interface MaxoutLayer {
  readonly kind: 'maxout';
  readonly width: number;
  readonly pieces: number;
}

/** y = x, which one later `add` of the same place takes. */
export interface BranchLayer {
  readonly kind: 'branch';
  readonly width: number;
  /** Place among the keeps, from 0. */
  readonly skip: number;
}

/** y = x + what was kept. */
export interface AddLayer {
  readonly kind: 'add';
  readonly width: number;
  readonly skip: number;
}

/**
 * A row's loss; a batch's is their mean (each times its sample weight, where there are such; divided by the rows, not the weights).
 * - categoricalCrossentropy: q = p / Σp, c = q kept within [1e-7, 1 - 1e-7], loss -Σ y ln c; where q is outside, its derivative is 0
 * - binaryCrossentropy: c as above of p; the mean over the row of -(y ln c + (1 - y) ln(1 - c))
 * - meanSquaredError, meanAbsoluteError: the mean over the row (derivative of |p - y| at 0: 0)
 */
export type Loss = 'categoricalCrossentropy' | 'binaryCrossentropy' | 'meanSquaredError' | 'meanAbsoluteError';

/** Counted without sample weights: the mean over rows. */
export interface Metric {
  /** Its name in the History: `acc`. */
  readonly name: string;
  /**
   * A loss, or: categoricalAccuracy, 1 where the first greatest of p is at the first greatest of y (the label);
   * binaryAccuracy, the share of the row where y is 1 and p > 0.5, or y is 0 and p is not.
   */
  readonly kind: Loss | 'categoricalAccuracy' | 'binaryAccuracy';
}

/** An optimizer: its rule, and what the rule is applied with. */
export interface ProgramOptimizer {
  /** Its class name, for messages and the plain reference: `mlp-lab>adam`, a plugin's `acme>lion`, TensorFlow.js's `Adam`. */
  readonly name: string;
  readonly rule: OptimizerRule;
  readonly hyperparameters: Hyperparameters;
}

/** All that training changes: what a run starts from and what it leaves. */
export interface ProgramState {
  /** One a parameter. */
  weights: Float32Array[];
  /** One a trainable parameter, in the order of `parameters`; in each, one array a slot, of the parameter's size. */
  slots: Float32Array[][];
  /** Steps that the optimizer has done. */
  iterations: number;
}

/** Rows of data: x `[count, inputWidth]`, y as the Program's `targets` say, and a weight a row or none. Never written to. */
export interface ProgramSamples {
  readonly count: number;
  readonly x: Float32Array | Uint8Array;
  readonly y: Float32Array | Int32Array;
  readonly weights?: Float32Array;
}

/** A word of 32 random bits at or above this keeps its element: `rate` of all words are below. */
export const dropThreshold = (rate: number): number => Math.floor(rate * 2 ** 32) >>> 0;

/** Where SELU saturates (Klambauer et al. 2017), and the scale and shift that give what alphaDropout leaves its mean and variance back. */
export function alphaDropoutRule(rate: number): { saturation: number; scale: number; shift: number } {
  const saturation = -1.7580993408473766;
  const scale = 1 / Math.sqrt((1 - rate) * (1 + rate * saturation * saturation));
  return { saturation, scale, shift: -scale * saturation * rate };
}
