// Checks an image set at the public functions, since users can build their own.
import { checkCount, checkObject, describeValue, type ImageSet, invalidArgument } from '@mlp-lab/core';

/**
 * Checks that `set` is a set of images.
 *
 * @throws MlpLabError `invalid-argument`, which names the first wrong field: images and labels must be of type Uint8Array, and
 * their lengths must match count, height and width.
 */
export function checkImageSet(name: string, set: ImageSet): void {
  checkObject(name, set);
  for (const field of ['count', 'height', 'width'] as const) checkCount(`${name}.${field}`, set[field]);
  checkBytes(`${name}.images`, set.images, set.count * set.height * set.width, 'count × height × width');
  checkBytes(`${name}.labels`, set.labels, set.count, 'count');
}

function checkBytes(name: string, value: unknown, length: number, product: string): void {
  if (!(value instanceof Uint8Array)) throw invalidArgument(name, 'a Uint8Array', describeValue(value));
  if (value.length !== length) throw invalidArgument(name, `${length} numbers (${product})`, value.length);
}
