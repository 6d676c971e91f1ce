// One copy of the images for all threads.
import type { Dataset, ImageSet } from '@mlp-lab/core';

/**
 * The same data set in memory that threads share, so that sending it to a thread copies nothing. Without shared memory (on a page
 * without cross-origin isolation) the images are copied for each thread, and once here, where their buffer holds anything else.
 */
export function shareImages(dataset: Dataset): Dataset {
  return { ...dataset, digest: dataset.digest, train: shareSet(dataset.train), test: shareSet(dataset.test) };
}

function shareSet(set: ImageSet): ImageSet {
  return { ...set, images: share(set.images), labels: share(set.labels) };
}

function share(bytes: Uint8Array): Uint8Array {
  const isAll = bytes.length === bytes.buffer.byteLength;
  if (typeof SharedArrayBuffer === 'undefined') return isAll ? bytes : bytes.slice();
  if (isAll && bytes.buffer instanceof SharedArrayBuffer) return bytes;
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return shared;
}
