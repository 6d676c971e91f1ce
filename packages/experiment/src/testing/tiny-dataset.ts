// Sixteen-pixel "digits" of three classes, easy to tell apart, so that a test trains in milliseconds.
import { createRandom, type Dataset, type ImageSet } from '@mlp-lab/core';

const CLASSES = 3;
const SIDE = 4;

/**
 * A data set that trains in milliseconds: 120 training and 30 test images of 4 × 4 pixels, three classes, each a bright row over noise.
 */
export const tinyDataset: Dataset = {
  name: 'tiny',
  classes: CLASSES,
  train: tinySet(120, 'train'),
  test: tinySet(30, 'test'),
};

/** Class k has bright pixels in row k, over noise. */
function tinySet(count: number, stream: string): ImageSet {
  const noise = createRandom(1)
    .stream(stream)
    .uniform(count * SIDE * SIDE, 0, 60);
  const labels = Uint8Array.from({ length: count }, (_, i) => i % CLASSES);
  const images = Uint8Array.from(noise, (value, i) => {
    const label = labels[Math.floor(i / (SIDE * SIDE))];
    const row = Math.floor((i % (SIDE * SIDE)) / SIDE);
    return value + (row === label ? 150 : 0);
  });
  return { images, labels, count, height: SIDE, width: SIDE };
}
