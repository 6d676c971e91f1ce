// What callers pass as x or y.
import type { NumericArray, TensorData } from '@mlp-lab/core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** Numbers with a shape whose first axis is the rows: a tensor, or a typed array with its shape. Tensors are read, never disposed of. */
export type TensorInput = TensorData | Tensor;

/** Returns a function that reads each tensor once, however many jobs share it, and passes anything else through. */
export function tensorReader(): (input: TensorInput) => Promise<TensorInput> {
  const known = new Map<TensorInput, Promise<TensorData>>();
  return async (input) => {
    if (typeof input?.data !== 'function') return input;
    const read = known.get(input) ?? input.data().then((data) => ({ data: data as NumericArray, shape: input.shape }));
    known.set(input, read);
    return read;
  };
}
