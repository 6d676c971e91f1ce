// TensorInput → Samples: reads the caller's data and checks it; errors name the argument.
import {
  describeValue,
  invalidArgument,
  type NumericArray,
  sizeFromShape,
  type TensorData,
} from '@mlp-lab/core/common';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { ModelContract, ModelPort } from '../tfjs/model-contract';
import { allFinite } from './all-finite';
import { checkAll } from './check-all';
import type { Listed } from './list-ports';
import type { Column, Samples } from './samples';
import type { ModelInput, TensorInput } from './tensor-input';

export interface InputNames {
  x: string;
  y: string;
  weights: string;
}

const NAMES: InputNames = { x: 'x', y: 'y', weights: 'sampleWeight' };

/**
 * @throws MlpLabError `invalid-argument` if shapes disagree with each other or the model, if there are no rows, if a number is NaN or
 * infinite, or if a label is not one of the classes.
 */
export async function readSamples(
  contract: ModelContract,
  x: ModelInput,
  y: ModelInput,
  weights?: ArrayLike<number>,
  names: InputNames = NAMES,
): Promise<Samples> {
  const [inputs, ...moreInputs] = await readInputs(contract, x, names.x);
  const count = inputs.shape[0];
  const [targets, ...moreTargets] = await Promise.all(
    (await listed(y, contract.outputs, names.y)).map(async ({ value, name }, i) => {
      const read = await readTensor(value, name);
      if (read.shape[0] !== count)
        throw invalidArgument(name, `${count} rows, as in ${names.x}`, `shape ${shown(read.shape)}`);
      await checkTargets(contract.outputs[i], read, name);
      return read.shape.length === 1 ? { ...read, shape: [count, 1] } : read;
    }),
  );
  const column = ({ data, shape }: TensorData): Column => ({
    data,
    rowShape: shape.slice(1),
    width: data.length / count,
  });
  const first = column(targets);
  return {
    count,
    x: inputs.data,
    rowShape: inputs.shape.slice(1),
    width: inputs.data.length / count,
    y: first.data,
    targetShape: first.rowShape,
    targetWidth: first.width,
    weights: weights && (await import('./row-weights')).readWeights(weights, count, names.weights),
    ...(moreInputs.length + moreTargets.length > 0 && {
      more: { x: moreInputs.map(column), y: moreTargets.map(column) },
    }),
  };
}

/** x alone, for `predict`: one for each of the model's inputs. */
export async function readInputs(contract: ModelContract, x: ModelInput, name = NAMES.x): Promise<TensorData[]> {
  const all = await Promise.all(
    (await listed(x, contract.inputs, name)).map(async (input, i) => {
      const inputs = await readTensor(input.value, input.name);
      const [count, ...rowShape] = inputs.shape;
      const expected = contract.inputs[i].rowShape;
      if (!(count > 0)) throw invalidArgument(input.name, 'at least one row', `shape ${shown(inputs.shape)}`);
      if (!fits(rowShape, expected))
        throw invalidArgument(input.name, `shape ${shown(['rows', ...expected])}`, shown(inputs.shape));
      checkFinite(inputs.data, input.name);
      return inputs;
    }),
  );
  for (const { shape } of all)
    if (shape[0] !== all[0].shape[0])
      throw invalidArgument(name, `${all[0].shape[0]} rows in each input`, `shape ${shown(shape)}`);
  return all;
}

/** One value for each port, in their order. */
async function listed(given: ModelInput, ports: readonly ModelPort[], argument: string): Promise<Listed[]> {
  const isOne =
    ports.length === 1 && !Array.isArray(given) && typeof given === 'object' && given !== null && 'shape' in given;
  if (isOne) return [{ value: given as TensorInput, name: argument }];
  return (await import('./list-ports')).listPorts(given, ports, argument);
}

async function readTensor(value: TensorInput, name: string): Promise<TensorData> {
  if (value === null || typeof value !== 'object' || !Array.isArray(value.shape) || (value as Tensor).isDisposed)
    throw (await import('./not-readable')).noTensor(name, value);
  const shape: readonly number[] = value.shape;
  if (!shape.every((length) => Number.isInteger(length) && length >= 0))
    throw invalidArgument(name, 'a shape of whole numbers', describeValue(shape));
  const data: unknown = typeof value.data === 'function' ? await value.data() : value.data;
  const size = sizeFromShape(shape);
  const numbers = isBigInts(data) ? Float64Array.from(data, Number) : (data as NumericArray); // int64 columns of files
  if (!ArrayBuffer.isView(numbers) || numbers.length !== size)
    throw (await import('./not-readable')).noNumbers(name, size, shown(shape), data);
  return { data: numbers, shape };
}

const isBigInts = (data: unknown): data is ArrayLike<bigint> =>
  data instanceof BigInt64Array || data instanceof BigUint64Array;

async function checkTargets(
  { loss, rowShape: outputShape }: ModelContract['outputs'][number],
  { data, shape }: TensorData,
  name: string,
): Promise<void> {
  if (loss === 'sparseCategoricalCrossentropy') {
    checkLabels(data, shape, Number(outputShape.at(-1)), name);
    return;
  }
  if (loss === 'categoricalCrossentropy' && outputShape.at(-1) === 1)
    throw (await import('./not-readable')).notOneHot(name, shown(shape));
  if (loss !== undefined && !fits(shape.slice(1), outputShape) && !isColumn(shape, outputShape))
    throw (await import('./not-readable')).otherShape(name, shown(['rows', ...outputShape]), shown(shape), loss);
  checkFinite(data, name);
  if (loss === 'binaryCrossentropy' || loss === 'categoricalCrossentropy')
    checkAll(data, (share) => share >= 0 && share <= 1, name, 'numbers from 0 to 1 for this loss');
}

/** `[rows]` for an output of `[rows, 1]`. */
const isColumn = (shape: readonly number[], outputShape: ModelPort['rowShape']) =>
  shape.length === 1 && outputShape.length === 1 && outputShape[0] === 1;

function checkLabels(data: NumericArray, shape: readonly number[], classes: number, name: string): void {
  if (shape.length > 2 || (shape.length === 2 && shape[1] !== 1))
    throw invalidArgument(name, 'class numbers of shape [rows] or [rows,1]', shown(shape));
  checkAll(
    data,
    (label) => Number.isInteger(label) && label >= 0 && label < classes,
    name,
    `class numbers from 0 to ${classes - 1}`,
  );
}

function checkFinite(data: NumericArray, name: string): void {
  if (!allFinite(data)) checkAll(data, Number.isFinite, name, 'finite numbers');
}

const fits = (shape: readonly number[], expected: readonly (number | null)[]) =>
  shape.length === expected.length &&
  shape.every((length, axis) => expected[axis] === null || expected[axis] === length);

const shown = (shape: readonly (number | string | null)[]) => `[${shape.map((length) => length ?? 'any').join(',')}]`;
