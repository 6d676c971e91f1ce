// The variance of initial weights, from the number of a layer's inputs and outputs: Keras's VarianceScaling, with the special cases
// Glorot, He and LeCun initialization.
import { sizeFromShape } from '@mlp-lab/core';

/** Standard deviation of a standard normal distribution that is truncated at two standard deviations. */
const CUT_OFF_DEVIATION = 0.87962566103423978;

export interface VarianceScaling {
  scale: number;
  mode: 'fanIn' | 'fanOut' | 'fanAvg';
  distribution: 'normal' | 'uniform' | 'truncatedNormal' | 'untruncatedNormal';
}

/** scale / n, where n is the number of inputs, of outputs, or their mean: the variance of the weights. */
export function variance({ scale, mode }: VarianceScaling, shape: readonly number[]): number {
  const { fanIn, fanOut } = fans(shape);
  const n = { fanIn, fanOut, fanAvg: (fanIn + fanOut) / 2 }[mode];
  return scale / Math.max(1, n);
}

/** The standard deviation before truncation that results in the variance after it. TensorFlow.js lacks this correction. */
export const deviationBeforeCut = (variance: number) => Math.sqrt(variance) / CUT_OFF_DEVIATION;

/** The limit for which uniform numbers between -limit and limit have the variance. */
export const uniformLimit = (variance: number) => Math.sqrt(3 * variance);

/** Inputs and outputs of one unit; of a convolution, times the size of its window. */
function fans(shape: readonly number[]): { fanIn: number; fanOut: number } {
  if (shape.length < 2) return { fanIn: shape[0] ?? 1, fanOut: shape[0] ?? 1 };
  const window = sizeFromShape(shape.slice(0, -2));
  return { fanIn: shape[shape.length - 2] * window, fanOut: shape[shape.length - 1] * window };
}
