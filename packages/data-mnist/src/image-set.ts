// Two IDX files → an image set, and the checks that involve more than one file.
import { type ImageSet, MlpLabError } from '@mlp-lab/core';
import type { IdxFile } from './read-idx-file';

/**
 * Images and their labels as one set, without a copy.
 *
 * @throws MlpLabError `bad-data` where a file has the wrong shape or type, the set is empty, or the numbers of images and labels differ.
 */
export function imageSet(images: IdxFile, labels: IdxFile): ImageSet {
  const [count, height, width] = images.shape;
  const set = { images: bytesOf(images, 3), labels: bytesOf(labels, 1), count, height, width };
  if (set.images.length === 0)
    throw bad(images, `no images: expected at least one pixel, received the shape [${images.shape.join(', ')}]`);
  if (set.labels.length !== count)
    throw bad(labels, `expected ${count} labels, one for each image, received ${set.labels.length}`);
  return set;
}

/** @throws MlpLabError `bad-data` where the test images (of the file `path`) and the training images differ in size. */
export function checkSameSize(train: ImageSet, test: ImageSet, { path }: IdxFile): void {
  if (test.height !== train.height || test.width !== train.width)
    throw bad(
      { path },
      `expected images of ${train.height} × ${train.width} as in the training set, received ${test.height} × ${test.width}`,
    );
}

/** @throws MlpLabError `bad-data` where a label is not below `classes`. */
export function checkLabels(labels: IdxFile, classes: number): void {
  const index = labels.data.findIndex((label) => label >= classes);
  if (index >= 0)
    throw bad(
      labels,
      `label out of range at index ${index}: expected 0 to ${classes - 1}, received ${labels.data[index]}`,
    );
}

function bytesOf(file: IdxFile, dimensions: number): Uint8Array {
  if (!(file.data instanceof Uint8Array))
    throw bad(file, `expected unsigned bytes, received ${file.data.constructor.name}`);
  if (file.shape.length !== dimensions)
    throw bad(
      file,
      `wrong number of dimensions: expected ${dimensions}, received ${file.shape.length}: [${file.shape.join(', ')}]`,
    );
  return file.data;
}

const bad = ({ path }: { path: string }, message: string) => new MlpLabError('bad-data', `${path}: ${message}`);
