// Images as rows, the input of a dense layer.
import { type ImageSet, type TensorData, tensorData } from '@mlp-lab/core';

/**
 * The images of a set, one a row, left to right and top to bottom. A view: nothing is copied.
 *
 * @returns `[count, height * width]`, 0 to 255.
 * @throws MlpLabError `invalid-argument` where the set's sizes don't match its images.
 */
export function flatten(set: ImageSet): TensorData<Uint8Array> {
  return tensorData(set.images, [set.count, set.height * set.width]);
}
