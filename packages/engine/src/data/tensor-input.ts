// What callers pass as x or y.
import type { NumericArray, TensorData } from '@mlp-lab/core/common';
import type { Tensor } from '@tensorflow/tfjs-core';

/** Numbers with a shape whose first axis is the rows: a tensor, or a typed array with its shape. Tensors are read, never disposed of. */
export type TensorInput = TensorData | Tensor;

/** What a model takes: of several inputs or outputs a list in their order, or one of each by its name. */
export type ModelInput = TensorInput | readonly TensorInput[] | Readonly<Record<string, TensorInput>>;

/** Returns a function that reads each tensor once, however many jobs share it, and passes anything else through. */
export function tensorReader(): (input: ModelInput) => Promise<ModelInput> {
  const known = new Map<ModelInput, Promise<TensorData>>();
  return async (input) => {
    const tensor = input as Tensor;
    if (typeof tensor?.data !== 'function') return input;
    const read =
      known.get(input) ?? tensor.data().then((data) => ({ data: data as NumericArray, shape: tensor.shape }));
    known.set(input, read);
    return read;
  };
}
