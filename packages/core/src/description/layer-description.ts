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
  readonly kind: 'dense';
  readonly kernel: string;
  readonly bias?: string;
}

/** Applies the expression to every number. */
export interface ElementwisePrimitive {
  readonly kind: 'elementwise';
  readonly expression: Expression;
}

/** `tf.layers.batchNormalization` along the last axis. Each weight is `[width]`; the moving averages are not trainable. */
export interface BatchNormalizationPrimitive {
  readonly kind: 'batchNormalization';
  readonly epsilon: number;
  readonly momentum: number;
  readonly gamma?: string;
  readonly beta?: string;
  readonly movingMean: string;
  readonly movingVariance: string;
}

/** `tf.layers.layerNormalization` along the last axis. */
export interface LayerNormalizationPrimitive {
  readonly kind: 'layerNormalization';
  readonly epsilon: number;
  readonly gamma?: string;
  readonly beta?: string;
}

/** A residual connection: adds the layer's input, or the output of an earlier primitive. */
export interface AddPrimitive {
  readonly kind: 'add';
  /** The index of the earlier primitive, from 0. Default: the layer's input. */
  readonly output?: number;
}

/**
 * y[j] = the maximum of x[j · pieces] … x[j · pieces + pieces - 1]: `tf.max(tf.reshape(x, [-1, width / pieces, pieces]), 2)`. The
 * gradient goes to the first maximum. Goodfellow et al., "Maxout Networks" (ICML 2013).
 */
export interface MaxoutPrimitive {
  readonly kind: 'maxout';
  readonly pieces: number;
}
