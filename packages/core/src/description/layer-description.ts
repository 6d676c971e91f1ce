// How a plugin's layer describes itself to the engine, so that it is compiled like a built-in one: by a method `lower`, which returns
// primitives in the order in which they are applied. An activation has an `expression` instead.
import type { Expression } from '../expression/expression-tree';

/** What a layer may implement in addition to `call`. Both must compute the same function: the engine relies on `lower`. */
export interface DescribedLayer {
  /** Called after `build`, before a model is compiled. */
  lower(context: LayerContext): readonly LayerPrimitive[];
}

/** What an activation may have in addition to `apply`, which must compute the same function. */
export interface DescribedActivation {
  /** The formula that the engine compiles. */
  readonly expression: Expression;
}

/** The argument of `lower`. */
export interface LayerContext {
  /** The width of the layer's input: numbers in a row. */
  readonly width: number;
}

/**
 * One operation of a layer. Weights have the names that were passed to `addWeight`. Each weight of the layer must be used by exactly
 * one primitive.
 */
export type LayerPrimitive =
  | DensePrimitive
  | ElementwisePrimitive
  | BatchNormalizationPrimitive
  | LayerNormalizationPrimitive
  | AddPrimitive
  | MaxoutPrimitive;

/** y = x · kernel + bias. kernel `[inputs, outputs]`, bias `[outputs]`. */
export interface DensePrimitive {
  /** x · kernel + bias. */
  readonly kind: 'dense';
  /** The name of the weight `[inputs, outputs]`. */
  readonly kernel: string;
  /** The name of the weight `[outputs]`. */
  readonly bias?: string;
}

/** Applies the expression to every number. */
export interface ElementwisePrimitive {
  /** One formula, applied to every number. */
  readonly kind: 'elementwise';
  /** The formula of x. */
  readonly expression: Expression;
}

/** `tf.layers.batchNormalization` along the last axis. Each weight is `[width]`; the moving averages are not trainable. */
export interface BatchNormalizationPrimitive {
  /** Normalizes each column over the batch, as Keras does. */
  readonly kind: 'batchNormalization';
  /** Added to the variance. */
  readonly epsilon: number;
  /** Of the moving mean and variance, 0 to 1. */
  readonly momentum: number;
  /** The name of the weight that scales, `[width]`. */
  readonly gamma?: string;
  /** The name of the weight that shifts, `[width]`. */
  readonly beta?: string;
  /** The name of the moving mean, `[width]`. */
  readonly movingMean: string;
  /** The name of the moving variance, `[width]`. */
  readonly movingVariance: string;
}

/** `tf.layers.layerNormalization` along the last axis. */
export interface LayerNormalizationPrimitive {
  /** Normalizes each row. */
  readonly kind: 'layerNormalization';
  /** Added to the variance. */
  readonly epsilon: number;
  /** The name of the weight that scales, `[width]`. */
  readonly gamma?: string;
  /** The name of the weight that shifts, `[width]`. */
  readonly beta?: string;
}

/** A residual connection: adds the layer's input, or the output of an earlier primitive. */
export interface AddPrimitive {
  /** Adds an earlier value: a residual connection. */
  readonly kind: 'add';
  /** The index of the earlier primitive, from 0. Default: the layer's input. */
  readonly output?: number;
}

/**
 * y[j] = the maximum of x[j · pieces] … x[j · pieces + pieces - 1]: `tf.max(tf.reshape(x, [-1, width / pieces, pieces]), 2)`. The
 * gradient goes to the first maximum. Goodfellow et al., "Maxout Networks" (ICML 2013).
 */
export interface MaxoutPrimitive {
  /** The greatest of each `pieces` neighbouring numbers. */
  readonly kind: 'maxout';
  /** How many numbers become one; it divides the width. */
  readonly pieces: number;
}
