// A data set → its four IDX files.
import { checkObject, type Dataset, type ImageSet } from '@mlp-lab/core';
import { checkImageSet } from './check-image-set';

/** The parts of a file in order: its header, and the bytes of the set itself, not copied. */
export type IdxParts = readonly [header: Uint8Array, bytes: Uint8Array];

/**
 * The data set as uncompressed IDX files: file name → its parts.
 *
 * @throws MlpLabError `invalid-argument` where `dataset` is not a data set.
 */
export function idxFiles(dataset: Dataset): Record<string, IdxParts> {
  const { train, test } = checkObject('dataset', dataset) as Dataset;
  checkImageSet('dataset.train', train);
  checkImageSet('dataset.test', test);
  return { ...filesOf('train', train), ...filesOf('t10k', test) };
}

function filesOf(prefix: string, { images, labels, count, height, width }: ImageSet): Record<string, IdxParts> {
  return {
    [`${prefix}-images-idx3-ubyte`]: [header([count, height, width]), images],
    [`${prefix}-labels-idx1-ubyte`]: [header([count]), labels],
  };
}

/** Two zero bytes, type 8 (unsigned bytes), the number of axes, and their lengths in big-endian order. */
function header(shape: number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 + 4 * shape.length));
  view.setUint16(2, 0x0800 + shape.length);
  shape.forEach((length, axis) => {
    view.setUint32(4 + 4 * axis, length);
  });
  return new Uint8Array(view.buffer);
}
