// Answers beside the truth → the images that were got wrong.
import type { ImageSet } from '@mlp-lab/core';
import type { RunAnswers } from '../run-folder/run-answers';

/** A test image that was got wrong, as `digits` of @mlp-lab/viz takes it. */
export interface Mistake {
  /** Its place in the set. */
  index: number;
  /** `[height, width]`, 0 to 255: a view. */
  pixels: Uint8Array;
  height: number;
  width: number;
  label: number;
  prediction: number;
  /** The probability that was given to the prediction. */
  confidence: number;
}

/** Those first of which the network was surest. @param answers to the images of `test`, in their order. */
export function mistakes(
  { labels, images, height, width }: ImageSet,
  answers: Pick<RunAnswers, 'labels' | 'probabilities'>,
): Mistake[] {
  const size = height * width;
  return Array.from(labels, (label, index) => ({ label, index, prediction: answers.labels[index] }))
    .filter(({ label, prediction }) => label !== prediction)
    .map(({ index, prediction, ...rest }) => ({
      ...rest,
      index,
      prediction,
      confidence: answers.probabilities[index][prediction],
      pixels: images.subarray(index * size, (index + 1) * size),
      height,
      width,
    }))
    .sort((a, b) => b.confidence - a.confidence);
}
