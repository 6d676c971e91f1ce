import { log } from '@mlp-lab/core';

// Keras clips probabilities before it takes the logarithm.
const SMALLEST_PROBABILITY = 1e-7;

/** The mean categorical cross-entropy. @param probabilities `[images][classes]` */
export function crossEntropy(probabilities: readonly ArrayLike<number>[], labels: Uint8Array): number {
  const losses = probabilities.map((row, i) => -log(Math.max(row[labels[i]], SMALLEST_PROBABILITY)));
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}
