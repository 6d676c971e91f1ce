// How far initial weights spread, from the number of a layer's inputs and outputs: Keras's VarianceScaling, of which
// Glorot, He and LeCun initialization are cases.
import { sizeFromShape } from '@mlp-lab/core';

/** Deviation of a standard normal distribution that is cut off at two deviations. */
const CUT_OFF_DEVIATION = 0.87962566103423978;

export interface VarianceScaling {
  scale: number;
  mode: 'fanIn' | 'fanOut' | 'fanAvg';
  distribution: 'normal' | 'uniform' | 'truncatedNormal' | 'untruncatedNormal';
}

/** scale / n, n the inputs, the outputs or their mean: the variance that the weights are to have. */
export function variance({ scale, mode }: VarianceScaling, shape: readonly number[]): number {
  const { fanIn, fanOut } = fans(shape);
  const n = { fanIn, fanOut, fanAvg: (fanIn + fanOut) / 2 }[mode];
  return scale / Math.max(1, n);
}

/** The deviation before the cut at which the weights have the variance after it. TensorFlow.js leaves this correction out. */
export const deviationBeforeCut = (variance: number) => Math.sqrt(variance) / CUT_OFF_DEVIATION;

/** The bounds ±limit at which uniform numbers have the variance. */
export const uniformLimit = (variance: number) => Math.sqrt(3 * variance);

/** Inputs and outputs of one unit; of a convolution, times the size of its window. */
function fans(shape: readonly number[]): { fanIn: number; fanOut: number } {
  if (shape.length < 2) return { fanIn: shape[0] ?? 1, fanOut: shape[0] ?? 1 };
  const window = sizeFromShape(shape.slice(0, -2));
  return { fanIn: shape[shape.length - 2] * window, fanOut: shape[shape.length - 1] * window };
}
