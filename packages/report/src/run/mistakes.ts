// Answers and labels → the misclassified images.
import type { ImageSet } from '@mlp-lab/core';
import type { RunAnswers } from '@mlp-lab/experiment';

/** A misclassified test image, as `digits` of `@mlp-lab/viz` draws it. */
export interface Mistake {
  /** Its index in the test set. */
  index: number;
  /** `[height, width]`, 0 to 255: a view of the images. */
  pixels: Uint8Array;
  /** Of the image, in pixels. */
  height: number;
  /** Of the image, in pixels. */
  width: number;
  /** The true class. */
  label: number;
  /** The class that was answered. */
  prediction: number;
  /** The predicted class's probability, 0 to 1. */
  confidence: number;
}

/** The misclassified images, the most confident prediction first. @param answers to the images of `test`, in their order. */
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
