// How a layer of a plugin describes itself to the engine, so that it is compiled like a built-in one: by a method `lower` that
// gives the engine's primitives, in the order in which a row of numbers passes them; an activation, by its `expression`.
import type { Expression } from '../expression/expression-tree';

/** What a layer may have beside `call`. Both must compute the same: the engine trusts `lower`. */
export interface DescribedLayer {
  /** Asked when a model is to be compiled, after `build`. */
  lower(context: LayerContext): readonly LayerPrimitive[];
}

/** What an activation may have beside `apply`, which must compute the same: a formula that the engine compiles. */
export interface DescribedActivation {
  readonly expression: Expression;
}

/** What a layer is told. */
export interface LayerContext {
  /** Numbers in a row of the layer's input. */
  readonly width: number;
}

/**
 * A step of a layer. Weights are named as `addWeight` was told; each weight of the layer must be used, and by one primitive.
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

/** The expression of every number. */
export interface ElementwisePrimitive {
  readonly kind: 'elementwise';
  readonly expression: Expression;
}

/** As `tf.layers.batchNormalization` along the last axis; the moving weights are not trainable. Each `[width]`. */
export interface BatchNormalizationPrimitive {
  readonly kind: 'batchNormalization';
  readonly epsilon: number;
  readonly momentum: number;
  readonly gamma?: string;
  readonly beta?: string;
  readonly movingMean: string;
  readonly movingVariance: string;
}

/** As `tf.layers.layerNormalization` along the last axis. */
export interface LayerNormalizationPrimitive {
  readonly kind: 'layerNormalization';
  readonly epsilon: number;
  readonly gamma?: string;
  readonly beta?: string;
}

/** Residual: adds the layer's input, or what the primitive at place `output` of this description gave, counted from 0. */
export interface AddPrimitive {
  readonly kind: 'add';
  /** Default: the layer's input. */
  readonly output?: number;
}

/**
 * y[j] = the greatest of x[j · pieces] … x[j · pieces + pieces - 1]: `tf.max(tf.reshape(x, [-1, width / pieces, pieces]), 2)`. The
 * gradient goes to the first greatest. Goodfellow et al., "Maxout Networks" (ICML 2013).
 */
export interface MaxoutPrimitive {
  readonly kind: 'maxout';
  readonly pieces: number;
}
