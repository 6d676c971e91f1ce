// Images as rows: the input of a dense layer.
import { type ImageSet, type TensorData, tensorData } from '@mlp-lab/core';
import { checkImageSet } from './check-image-set';

/**
 * The images of a set, one per row, left to right and top to bottom. The result is a view: nothing is copied.
 *
 * @returns `[count, height * width]`, 0 to 255.
 * @throws MlpLabError `invalid-argument` where `set` is not an image set.
 */
export function flatten(set: ImageSet): TensorData<Uint8Array> {
  checkImageSet('set', set);
  return tensorData(set.images, [set.count, set.height * set.width]);
}
