// The two numbers that standardize a data set's pixels.
import type { ImageSet } from '@mlp-lab/core';

/** In grey levels, 0 to 255. */
export interface PixelStatistics {
  readonly mean: number;
  /** The population's: divided by the number of pixels. 0 where all are alike. */
  readonly deviation: number;
}

/**
 * The mean and the standard deviation of all pixels of all images together, the numbers that torchvision's `Normalize`
 * takes. MNIST's training set: 33.318 and 78.567, 0.1307 and 0.3081 of 255.
 */
export function pixelStatistics(set: ImageSet): PixelStatistics {
  const histogram = new Float64Array(256); // whole numbers, so that the order of the pixels can't matter
  for (let i = 0; i < set.images.length; i++) histogram[set.images[i]]++;
  const average = (of: (pixel: number) => number) =>
    histogram.reduce((sum, times, pixel) => sum + times * of(pixel), 0) / set.images.length;
  const mean = average((pixel) => pixel);
  return { mean, deviation: Math.sqrt(average((pixel) => (pixel - mean) ** 2)) };
}
