// Reads x: features as callers have them → numbers with a shape, as the engine accepts them.
import { describeValue, invalidArgument, type NumericArray, type TensorData } from '@mlp-lab/core';
import {
  checkNumbers,
  isArrayLike,
  isNumericTypedArray,
  notANumber,
  readShapedArray,
  type ShapedArray,
} from '../array-input';

/** Features of n samples: `{ data, shape }` or a tensor of shape `[n, …]`, or one array per sample. Typed arrays are not copied. */
export type Features = ShapedArray | readonly ArrayLike<number>[];

/**
 * The features as numbers of shape `[n, …]`. The engine checks that they are finite and have the shape of the network's input.
 *
 * @throws MlpLabError `invalid-argument` for any other type, for no samples, or for arrays of different lengths.
 */
export function readFeatures(x: Features): TensorData {
  const shaped = readShapedArray(x, 'x');
  if (shaped) {
    if (!(shaped.shape[0] > 0)) throw invalidArgument('x', 'at least one sample', `shape [${shaped.shape.join(', ')}]`);
    checkNumbers(shaped.data, 'x');
    return { data: toNumericArray(shaped.data), shape: shaped.shape };
  }
  if (!isArrayLike(x) || x.length === 0)
    throw invalidArgument('x', '{ data, shape }, a tensor, or an array of at least one sample', describeValue(x));
  const width = x[0]?.length;
  const data = new Float32Array(x.length * (Number.isInteger(width) ? width : 0));
  for (let i = 0; i < x.length; i++) copySample(x[i], i, width, data);
  return { data, shape: [x.length, width] };
}

/** Number of features per sample, from the shape of x. */
export function featureCount([, ...sample]: readonly (number | null)[]): number {
  return sample.reduce<number>((product, length) => product * Number(length), 1);
}

function copySample(sample: ArrayLike<number>, i: number, width: number, data: Float32Array): void {
  if (!isArrayLike(sample) || sample.length !== width || width === 0)
    throw invalidArgument('x', `arrays of ${width || '1 or more'} numbers`, `${describeValue(sample)} for sample ${i}`);
  if (isNumericTypedArray(sample)) {
    data.set(sample, i * width);
    return;
  }
  for (let j = 0; j < width; j++) {
    if (typeof sample[j] !== 'number') throw notANumber('x', sample[j], `for feature ${j} of sample ${i}`);
    data[i * width + j] = sample[j];
  }
}

/** The types that the engine accepts, without a copy if possible. */
function toNumericArray(data: ArrayLike<number>): NumericArray {
  const isAccepted = [Float32Array, Float64Array, Uint8Array, Int32Array, Uint32Array].some(
    (type) => data instanceof type,
  );
  return isAccepted ? (data as NumericArray) : Float32Array.from(data);
}
