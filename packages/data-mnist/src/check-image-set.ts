// The check of an image set at the public functions, since anybody may make one.
import { checkCount, checkObject, describeValue, type ImageSet, invalidArgument } from '@mlp-lab/core';

/**
 * @throws MlpLabError `invalid-argument` that names the first field which is not what an ImageSet has: images and labels as
 * bytes, of the lengths that count, height and width say.
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
