// TensorInput → Samples: reads the caller's data and checks it; errors name the argument.
import { invalidArgument, type NumericArray, sizeFromShape, type TensorData } from '@mlp-lab/core';
import type { ModelContract } from '../tfjs/model-contract';
import type { Samples } from './samples';
import type { TensorInput } from './tensor-input';

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
  x: TensorInput,
  y: TensorInput,
  weights?: ArrayLike<number>,
  names: InputNames = NAMES,
): Promise<Samples> {
  const inputs = await readInputs(contract, x, names.x);
  const targets = await readTensor(y, names.y);
  const count = inputs.shape[0];
  if (targets.shape[0] !== count)
    throw invalidArgument(names.y, `${count} rows, as in ${names.x}`, `shape ${shown(targets.shape)}`);
  checkTargets(contract, targets, names.y);
  return {
    count,
    x: inputs.data,
    rowShape: inputs.shape.slice(1),
    width: inputs.data.length / count,
    y: targets.data,
    targetShape: targets.shape.length === 1 ? [1] : targets.shape.slice(1),
    targetWidth: targets.data.length / count,
    weights: weights && readWeights(weights, count, names.weights),
  };
}

/** x alone, for `predict`. */
export async function readInputs(contract: ModelContract, x: TensorInput, name = NAMES.x): Promise<TensorData> {
  const inputs = await readTensor(x, name);
  const [count, ...rowShape] = inputs.shape;
  if (!(count > 0)) throw invalidArgument(name, 'at least one row', `shape ${shown(inputs.shape)}`);
  if (!fits(rowShape, contract.rowShape))
    throw invalidArgument(name, `shape ${shown(['rows', ...contract.rowShape])}`, shown(inputs.shape));
  checkFinite(inputs.data, name);
  return inputs;
}

async function readTensor(value: TensorInput, name: string): Promise<TensorData> {
  if (value === null || typeof value !== 'object' || !Array.isArray(value.shape))
    throw invalidArgument(
      name,
      'a tensor, or { data, shape } with a typed array',
      value === null ? value : typeof value,
    );
  const data = (typeof value.data === 'function' ? await value.data() : value.data) as NumericArray;
  const size = sizeFromShape(value.shape);
  if (!ArrayBuffer.isView(data) || data.length !== size)
    throw invalidArgument(name, `a typed array of ${size} numbers for shape ${shown(value.shape)}`, data?.length);
  return { data, shape: value.shape };
}

function checkTargets({ loss, outputShape }: ModelContract, { data, shape }: TensorData, name: string): void {
  if (loss === 'sparseCategoricalCrossentropy') {
    checkLabels(data, shape, Number(outputShape.at(-1)), name);
    return;
  }
  if (loss !== undefined && !fits(shape.slice(1), outputShape) && !isColumn(shape, outputShape)) {
    const hint =
      loss === 'categoricalCrossentropy' ? ' (one-hot; for class numbers use sparseCategoricalCrossentropy)' : '';
    throw invalidArgument(name, `shape ${shown(['rows', ...outputShape])}${hint}`, shown(shape));
  }
  checkFinite(data, name);
  if (loss === 'binaryCrossentropy' || loss === 'categoricalCrossentropy')
    checkAll(data, (share) => share >= 0 && share <= 1, name, 'numbers from 0 to 1 for this loss');
}

/** `[rows]` for an output of `[rows, 1]`. */
const isColumn = (shape: readonly number[], outputShape: ModelContract['outputShape']) =>
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

function readWeights(weights: ArrayLike<number>, count: number, name: string): Float32Array {
  if (weights.length !== count) throw invalidArgument(name, `${count} numbers, one a row`, weights.length);
  const read = Float32Array.from(weights);
  checkAll(read, (weight) => weight >= 0 && weight < Number.POSITIVE_INFINITY, name, 'finite numbers of 0 or more');
  return read;
}

function checkAll(data: NumericArray, holds: (value: number) => boolean, name: string, expected: string): void {
  const bad = data.findIndex((value: number) => !holds(value));
  if (bad >= 0) throw invalidArgument(name, expected, `${data[bad]} at index ${bad}`);
}

function checkFinite(data: NumericArray, name: string): void {
  if (!(data instanceof Float32Array || data instanceof Float64Array)) return;
  for (let i = 0; i < data.length; i++)
    if (!(Math.abs(data[i]) < Number.POSITIVE_INFINITY))
      throw invalidArgument(name, 'finite numbers', `${data[i]} at index ${i}`);
}

const fits = (shape: readonly number[], expected: readonly (number | null)[]) =>
  shape.length === expected.length &&
  shape.every((length, axis) => expected[axis] === null || expected[axis] === length);

const shown = (shape: readonly (number | string | null)[]) => `[${shape.map((length) => length ?? 'any').join(',')}]`;
