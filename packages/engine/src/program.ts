// The Program, the engine's intermediate representation: `lower` makes one from a tf.LayersModel, the code generator and the plain
// reference read it. It is plain data, so it can be sent to a worker or another machine.
import type { Arithmetic, Expression, Hyperparameters, OptimizerRule } from '@mlp-lab/core/common';

/**
 * A network that is a single chain, with or without residual connections, and its loss, metrics and optimizer. A batch enters as
 * `[rows, inputWidth]` and passes through the layers in order. A Program has no Input, Flatten or Reshape layers and no linear activations.
 */
export interface Program {
  /** The numbers of a row of x. */
  readonly inputWidth: number;
  /** The numbers of a row of the output: classes. */
  readonly outputWidth: number;
  /** In the order in which a batch passes through them. */
  readonly layers: readonly ProgramLayer[];
  /** In the order of the chain's weights; layers refer to them by their index. */
  readonly parameters: readonly Parameter[];
  /** What training minimizes. */
  readonly loss: Loss;
  /**
   * The form of y. `labels`: one class per row, `Int32Array [rows]`, which stands for a one-hot row; only with the loss
   * categoricalCrossentropy and the metrics categoricalAccuracy and categoricalCrossentropy.
   * `values`: `Float32Array [rows, outputWidth]`.
   */
  readonly targets: 'labels' | 'values';
  /** What the History tells beside the loss. */
  readonly metrics: readonly Metric[];
  /** The rule of the update, with its hyperparameters. */
  readonly optimizer: ProgramOptimizer;
  /** How the sums of products in dense layers round. Default `separate`. */
  readonly arithmetic?: Arithmetic;
}

/** A weight. Its values are in the ProgramState, as a `Float32Array` of `size` numbers in row-major order. */
export interface Parameter {
  /** `layer/kernel`, for messages. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly size: number;
  /** Whether the optimizer updates it. Moving averages are not trainable, but training changes them, too. */
  readonly trainable: boolean;
  /** The penalty l1 · Σ|w| + l2 · Σw² is added to the training loss. 0 for none. */
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
  /** Index in `parameters`. */
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
 * - expression: any formula, with the derivative that `@mlp-lab/core` derives
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

/** x where x ≥ 0, else alpha · x. alpha is a parameter `[width]`, or `[1]` if all columns share it. */
export interface PreluLayer {
  readonly kind: 'prelu';
  readonly width: number;
  readonly alpha: number;
}

/** eˣ / Σ eˣ over the row, after subtracting its greatest number. */
export interface SoftmaxLayer {
  readonly kind: 'softmax';
  readonly width: number;
}

/**
 * (x - mean) / √(variance + epsilon) · gamma + beta, with a mean and variance for each column. In training, those of the batch (the
 * variance divided by the number of rows), and moving ← moving · momentum + batch's · (1 - momentum); in inference, the moving ones.
 */
export interface BatchNormalizationLayer {
  readonly kind: 'batchNormalization';
  readonly width: number;
  readonly epsilon: number;
  readonly momentum: number;
  /** Indices in `parameters`, each `[width]`. */
  readonly gamma?: number;
  readonly beta?: number;
  readonly movingMean: number;
  readonly movingVariance: number;
}

/** (x - mean) / √(variance + epsilon) · gamma + beta, with a mean and variance for each row. */
export interface LayerNormalizationLayer {
  readonly kind: 'layerNormalization';
  readonly width: number;
  readonly epsilon: number;
  readonly gamma?: number;
  readonly beta?: number;
}

/**
 * Noise, in training only. Element (row, column) uses word row · width + column of `trainingStreams(seed).noise(ordinal, step)`.
 * - dropout: x / (1 - rate) where word ≥ `dropThreshold(rate)`, else 0
 * - alphaDropout: (x where word ≥ the threshold, else saturation) · scale + shift, with the numbers of `alphaDropoutRule`
 * - gaussianNoise: x + deviation · normal; gaussianDropout: x · (1 + deviation · normal): `noise(…).normal(count, 0 or 1, deviation)`
 */
export interface NoiseLayer {
  readonly kind: 'dropout' | 'alphaDropout' | 'gaussianNoise' | 'gaussianDropout';
  readonly width: number;
  /** The fraction dropped by dropout and alphaDropout, between 0 and 1. 0 for the others. */
  readonly rate: number;
  /** The standard deviation of the Gaussian ones. 0 for the others. */
  readonly deviation: number;
  /** Index among the model's noise layers. */
  readonly ordinal: number;
}

/**
 * y[j] = the greatest of x[j · pieces] … x[j · pieces + pieces - 1]: [rows, width · pieces] → [rows, width]. The gradient goes to the first
 * of the greatest.
 */
export interface MaxoutLayer {
  readonly kind: 'maxout';
  readonly width: number;
  readonly pieces: number;
}

/** y = x. The start of a skip connection, which ends at the `add` with the same `skip`. */
export interface BranchLayer {
  readonly kind: 'branch';
  readonly width: number;
  /** Index of the skip connection. */
  readonly skip: number;
}

/** y = x + the output of the `branch` with the same `skip`. */
export interface AddLayer {
  readonly kind: 'add';
  readonly width: number;
  readonly skip: number;
}

/**
 * The loss of a row. A batch's loss is Σ loss · sample weight / rows.
 * - categoricalCrossentropy: q = p / Σp, c = q clipped to [1e-7, 1 - 1e-7], loss -Σ y ln c; where q is clipped, its derivative is 0
 * - binaryCrossentropy: c = p clipped likewise; the mean over the row of -(y ln c + (1 - y) ln(1 - c))
 * - meanSquaredError, meanAbsoluteError: the mean over the row (derivative of |p - y| at 0: 0)
 */
export type Loss = 'categoricalCrossentropy' | 'binaryCrossentropy' | 'meanSquaredError' | 'meanAbsoluteError';

/** A metric: its mean over rows, without sample weights. */
export interface Metric {
  /** The name in the History: `acc`. */
  readonly name: string;
  /**
   * A loss, or: categoricalAccuracy, 1 if argmax p = argmax y (the label), where the first counts among equals; binaryAccuracy, the
   * fraction of the row where y is 1 and p > 0.5, or y is 0 and p ≤ 0.5.
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

/** Everything that training changes. */
export interface ProgramState {
  /** One array a parameter. */
  weights: Float32Array[];
  /** For each trainable parameter, in the order of `parameters`, one array a slot: of the parameter's size, or empty for zeros. */
  slots: Float32Array[][];
  /** The number of steps that the optimizer has done. */
  iterations: number;
}

/** Samples as a Program reads them: x `[count, inputWidth]`, y in the form of the Program's `targets`, and optional sample weights. Never written to. */
export interface ProgramSamples {
  readonly count: number;
  readonly x: Float32Array | Uint8Array;
  readonly y: Float32Array | Int32Array;
  readonly weights?: Float32Array;
}

/** Dropout keeps the elements whose random 32-bit word is not below this number: the fraction `rate` of all words is below. */
export const dropThreshold = (rate: number): number => Math.floor(rate * 2 ** 32) >>> 0;

/** The value at which SELU saturates (Klambauer et al. 2017), and the scale and shift that restore mean and variance after alphaDropout. */
export function alphaDropoutRule(rate: number): { saturation: number; scale: number; shift: number } {
  const saturation = -1.7580993408473766;
  const scale = 1 / Math.sqrt((1 - rate) * (1 + rate * saturation * saturation));
  return { saturation, scale, shift: -scale * saturation * rate };
}
