// The public door for data: tensors or plain arrays → Samples, or an error that names the argument.
import { invalidArgument, type NumericArray, type TensorData } from '@mlp-lab/core';
import type { DataInput } from './fit-args';
import type { ModelContract } from './model-contract';
import type { Samples } from './samples';

export interface InputNames {
  x: string;
  y: string;
  weights: string;
}

const NAMES: InputNames = { x: 'x', y: 'y', weights: 'sampleWeight' };

/**
 * @throws MlpLabError `invalid-argument` where shapes disagree with each other or the model, where there is no row, where
 * a number is NaN or infinite, or where a label is not one of the classes.
 */
export async function readSamples(
  contract: ModelContract,
  x: DataInput,
  y: DataInput,
  weights?: ArrayLike<number>,
  names: InputNames = NAMES,
): Promise<Samples> {
  const inputs = await readInputs(contract, x, names.x);
  const targets = await readTensor(y, names.y);
  const count = inputs.shape[0];
  if (targets.shape[0] !== count)
    throw invalidArgument(names.y, `expected ${count} rows, as ${names.x} has, received shape ${shown(targets.shape)}`);
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
export async function readInputs(contract: ModelContract, x: DataInput, name = NAMES.x): Promise<TensorData> {
  const inputs = await readTensor(x, name);
  const [count, ...rowShape] = inputs.shape;
  if (!(count > 0)) throw invalidArgument(name, `expected at least one row, received shape ${shown(inputs.shape)}`);
  if (!fits(rowShape, contract.rowShape))
    throw invalidArgument(
      name,
      `expected shape ${shown(['rows', ...contract.rowShape])}, received ${shown(inputs.shape)}`,
    );
  checkFinite(inputs.data, name);
  return inputs;
}

async function readTensor(value: DataInput, name: string): Promise<TensorData> {
  if (value === null || typeof value !== 'object' || !Array.isArray(value.shape))
    throw invalidArgument(name, 'expected a tensor, or { data, shape } with a typed array');
  const data = (typeof value.data === 'function' ? await value.data() : value.data) as NumericArray;
  const size = value.shape.reduce((product: number, length: number) => product * length, 1);
  if (!ArrayBuffer.isView(data) || data.length !== size)
    throw invalidArgument(
      name,
      `expected a typed array of ${size} numbers for shape ${shown(value.shape)}, received ${data?.length}`,
    );
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
    throw invalidArgument(name, `expected shape ${shown(['rows', ...outputShape])}${hint}, received ${shown(shape)}`);
  }
  checkFinite(data, name);
  if (loss === 'binaryCrossentropy' || loss === 'categoricalCrossentropy') checkShares(data, name);
}

/** `[rows]` for an output of `[rows, 1]`. */
const isColumn = (shape: readonly number[], outputShape: ModelContract['outputShape']) =>
  shape.length === 1 && outputShape.length === 1 && outputShape[0] === 1;

function checkLabels(data: NumericArray, shape: readonly number[], classes: number, name: string): void {
  if (shape.length > 2 || (shape.length === 2 && shape[1] !== 1))
    throw invalidArgument(name, `expected class numbers of shape [rows] or [rows,1], received ${shown(shape)}`);
  const bad = data.findIndex((label: number) => !(Number.isInteger(label) && label >= 0 && label < classes));
  if (bad >= 0)
    throw invalidArgument(name, `expected class numbers from 0 to ${classes - 1}, received ${data[bad]} in row ${bad}`);
}

function checkShares(data: NumericArray, name: string): void {
  const bad = data.findIndex((share: number) => share < 0 || share > 1);
  if (bad >= 0)
    throw invalidArgument(name, `expected numbers from 0 to 1 for this loss, received ${data[bad]} at index ${bad}`);
}

function readWeights(weights: ArrayLike<number>, count: number, name: string): Float32Array {
  if (weights.length !== count)
    throw invalidArgument(name, `expected ${count} numbers, one a row, received ${weights.length}`);
  const read = Float32Array.from(weights);
  const bad = read.findIndex((weight) => !(weight >= 0 && weight < Number.POSITIVE_INFINITY));
  if (bad >= 0)
    throw invalidArgument(name, `expected finite numbers of 0 or more, received ${weights[bad]} in row ${bad}`);
  return read;
}

function checkFinite(data: NumericArray, name: string): void {
  if (!(data instanceof Float32Array || data instanceof Float64Array)) return;
  for (let i = 0; i < data.length; i++)
    if (!(Math.abs(data[i]) < Number.POSITIVE_INFINITY))
      throw invalidArgument(name, `expected finite numbers, received ${data[i]} at index ${i}`);
}

const fits = (shape: readonly number[], expected: readonly (number | null)[]) =>
  shape.length === expected.length &&
  shape.every((length, axis) => expected[axis] === null || expected[axis] === length);

const shown = (shape: readonly (number | string | null)[]) => `[${shape.map((length) => length ?? 'any').join(',')}]`;
