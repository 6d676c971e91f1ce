// Reads arrays at the public functions: plain and typed arrays, { data, shape }, and tensors, which are recognized by their
// methods, so that no library is imported for them.
import { describeValue, invalidArgument, isNumberArray, sizeFromShape, type TensorData } from '@mlp-lab/core';

/** A tensor of TensorFlow.js, or of another library with the same methods. It is read, not disposed of. */
export interface TensorLike {
  /** The number of elements along each axis. */
  readonly shape: readonly number[];
  /** The elements, row-major. */
  dataSync(): ArrayLike<unknown>;
}

/** An array with a shape: `{ data, shape }` or a tensor. */
export type ShapedArray = TensorData | TensorLike;

/** Whether a value is an array, a typed array or another object with a length and items. A string is not. */
export function isArrayLike(value: unknown): value is ArrayLike<unknown> {
  if (Array.isArray(value)) return true;
  if (typeof value !== 'object' || value === null) return false;
  const { length } = value as { length?: unknown };
  return Number.isInteger(length) && (length === 0 || (length as number) - 1 in value);
}

/**
 * The values and the shape of `{ data, shape }` or a tensor; undefined for anything else.
 *
 * @throws MlpLabError `invalid-argument` if the values don't match the shape or the tensor can't be read.
 */
export function readShapedArray(
  value: unknown,
  name: string,
): { data: ArrayLike<unknown>; shape: number[] } | undefined {
  if (typeof value !== 'object' || value === null || isArrayLike(value) || !('shape' in value)) return undefined;
  const { shape } = value;
  const data = readData(value, name);
  if (!isArrayLike(data) || !Array.isArray(shape) || !shape.every((size) => Number.isInteger(size) && size >= 0))
    throw invalidArgument(
      name,
      '{ data, shape } with an array of numbers and an array of its dimensions',
      `data ${describeValue(data)} and shape ${describeValue(shape)}`,
    );
  const size = sizeFromShape(shape);
  if (data.length !== size)
    throw invalidArgument(name, `${size} values for shape [${shape.join(', ')}]`, `${data.length} values`);
  return { data, shape };
}

function readData(value: object, name: string): unknown {
  const { data, dataSync } = value as { data?: unknown; dataSync?: unknown };
  if (typeof dataSync !== 'function') return data;
  try {
    return dataSync.call(value);
  } catch (cause) {
    throw invalidArgument(name, 'a tensor that can be read', cause instanceof Error ? cause.message : String(cause));
  }
}

/** @throws MlpLabError `invalid-argument` for values that are not all numbers. */
export function checkNumbers(values: ArrayLike<unknown>, name: string): asserts values is ArrayLike<number> {
  if (isNumericTypedArray(values)) return;
  for (let i = 0; i < values.length; i++)
    if (typeof values[i] !== 'number') throw notANumber(name, values[i], `at index ${i}`);
}

/** The numbers in an array, or in a one-dimensional `{ data, shape }` or tensor. */
export function readNumbers(value: unknown, name: string): ArrayLike<number> {
  const shaped = readShapedArray(value, name);
  const values = shaped?.data ?? value;
  if (!isArrayLike(values) || (shaped && shaped.shape.length !== 1))
    throw invalidArgument(name, 'a one-dimensional array of numbers', describeValue(value));
  checkNumbers(values, name);
  return values;
}

/** A typed array of numbers: not of BigInts. */
export const isNumericTypedArray = (values: unknown): values is ArrayLike<number> =>
  isNumberArray(values) && !Array.isArray(values);

export function notANumber(name: string, received: unknown, position: string) {
  const remedy = typeof received === 'bigint' ? '; convert BigInts with Number(value)' : '';
  return invalidArgument(name, 'numbers', `${describeValue(received)} ${position}${remedy}`);
}
