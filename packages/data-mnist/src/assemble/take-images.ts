// Some images of a set, copied.
import type { ImageSet } from '@mlp-lab/core';

/** The images at `indices`, in that order. */
export function takeImages({ images, labels, height, width }: ImageSet, indices: ArrayLike<number>): ImageSet {
  const size = height * width;
  const taken = new Uint8Array(indices.length * size);
  for (let i = 0; i < indices.length; i++)
    taken.set(images.subarray(indices[i] * size, (indices[i] + 1) * size), i * size);
  return {
    images: taken,
    labels: Uint8Array.from(indices as ArrayLike<number>, (index) => labels[index]),
    count: indices.length,
    height,
    width,
  };
}
