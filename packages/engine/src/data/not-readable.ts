// What is said of x and y that can't be used; loaded then.
import { describeValue, invalidArgument, type MlpLabError } from '@mlp-lab/core/common';

/** Of anything but a tensor or a typed array with its shape. */
export function noTensor(name: string, value: unknown): MlpLabError {
  const remedy = ArrayBuffer.isView(value)
    ? ' without a shape'
    : Array.isArray(value)
      ? `: tf.tensor(${name}) makes a tensor of nested arrays`
      : '';
  return invalidArgument(
    name,
    'a tensor, or { data, shape } with a typed array',
    isDisposed(value) ? 'a tensor that was disposed of' : describeValue(value) + remedy,
  );
}

/** Of a tensor or `{ data, shape }` whose data are not `size` numbers in a typed array. */
export const noNumbers = (name: string, size: number, shape: string, data: unknown): MlpLabError =>
  invalidArgument(
    name,
    `a typed array of ${size} numbers for shape ${shape}`,
    ArrayBuffer.isView(data) && 'length' in data ? String(data.length) : describeValue(data),
  );

/** Of targets of one column, where the loss wants one column a class. */
export const notOneHot = (name: string, shape: string): MlpLabError =>
  invalidArgument(
    name,
    'one-hot rows for categoricalCrossentropy, of two classes or more (for one output from 0 to 1 use binaryCrossentropy)',
    shape,
  );

/** Of targets of another shape than the model's output. */
export const otherShape = (name: string, expected: string, shape: string, loss: string): MlpLabError => {
  const hint =
    loss === 'categoricalCrossentropy' ? ' (one-hot; for class numbers use sparseCategoricalCrossentropy)' : '';
  return invalidArgument(name, `shape ${expected}${hint}`, shape);
};

/** Of a `validationSplit` that leaves no rows to train on, or none to validate on. */
export const noSplit = (split: number, rows: number, trained: number): MlpLabError =>
  invalidArgument(
    'validationSplit',
    `a fraction that leaves rows to ${trained ? 'validate' : 'train'} on`,
    `${split} of ${rows} rows`,
  );

const isDisposed = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'isDisposed' in value && value.isDisposed === true;
