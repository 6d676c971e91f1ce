// Numbers with a shape, which packages exchange instead of a library's tensors.
import { MlpLabError } from './checks/error';

/** The typed arrays that may hold the numbers. */
export type NumericArray = Float32Array | Float64Array | Uint8Array | Int32Array | Uint32Array;

/** Numbers in row-major order; `data.length` is the product of `shape`. `tf.tensor(data, shape)` makes it a tensor. */
export interface TensorData<Data extends NumericArray = NumericArray> {
  /** The numbers, row-major. */
  readonly data: Data;
  /** The number of elements along each axis; their product is the length of `data`. */
  readonly shape: readonly number[];
}

/** The number of elements of a shape: the product of its lengths, 1 for a scalar. As TensorFlow.js's `util.sizeFromShape`. */
export const sizeFromShape = (shape: readonly number[]): number =>
  shape.reduce((product, length) => product * length, 1);

/**
 * Numbers with a shape, checked.
 *
 * @throws MlpLabError `invalid-argument` where the product of `shape` is not `data.length`.
 */
export function tensorData<Data extends NumericArray>(data: Data, shape: readonly number[]): TensorData<Data> {
  const size = sizeFromShape(shape);
  if (size !== data.length)
    throw new MlpLabError(
      'invalid-argument',
      `shape must hold all numbers: expected ${data.length} (the length of data), received [${shape}], which holds ${size}`,
    );
  return { data, shape };
}
