// Samples → the tensors of a batch, and its results → sums.
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { type Column, gatherRows, type Samples } from '../data/samples';
import type { Sums } from '../slice';

/** Rows of a batch as TensorFlow.js takes them: one x for each input, one y for each output and, where there are any, weights for each. */
export function toTensors(
  model: LayersModel,
  rows: Samples,
  from: number,
  to: number,
  order?: Uint32Array,
): tf.Tensor[] {
  const { x, width, rowShape, y, targetWidth, targetShape, weights, more } = rows;
  const tensor = ({ data, width, rowShape }: Column, dtype?: tf.DataType) =>
    tf.tensor(gatherRows(data, width, from, to, order), [to - from, ...rowShape], dtype);
  const inputs = [{ data: x, width, rowShape }, ...(more?.x ?? [])];
  const targets = [{ data: y, width: targetWidth, rowShape: targetShape }, ...(more?.y ?? [])];
  return [
    ...inputs.map((input, i) => tensor(input, model.inputs[i].dtype)),
    ...targets.map((target) => tensor(target)),
    ...(weights ? targets.map(() => tf.tensor1d(gatherRows(weights, 1, from, to, order))) : []),
  ];
}

export async function readScalars(scalars: tf.Scalar[]): Promise<number[]> {
  const numbers = await Promise.all(scalars.map((scalar) => scalar.data()));
  tf.dispose(scalars);
  return numbers.map(([number]) => number);
}

export function addBatch(sums: Sums, [loss, ...metrics]: number[], rows: number): void {
  sums.count += rows;
  sums.loss += loss * rows;
  for (const [i, metric] of metrics.entries()) sums.metrics[i] += metric * rows;
}
