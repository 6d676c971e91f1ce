// Samples → the tensors of a batch, and its results → sums.
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { gatherRows, type Samples } from '../data/samples';
import type { Sums } from '../slice';

/** The tensors of rows `from` to `to` (exclusive): x, y and, if there are any, sample weights. */
export function toTensors(
  model: LayersModel,
  rows: Samples,
  from: number,
  to: number,
  order?: Uint32Array,
): tf.Tensor[] {
  const { x, width, y, targetWidth, weights } = rows;
  const input = model.inputs[0];
  const count = to - from;
  const batch: tf.Tensor[] = [
    tf.tensor(gatherRows(x, width, from, to, order), [count, ...rows.rowShape], input.dtype),
    tf.tensor(gatherRows(y, targetWidth, from, to, order), [count, ...rows.targetShape]),
  ];
  if (weights) batch.push(tf.tensor1d(gatherRows(weights, 1, from, to, order)));
  return batch;
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
