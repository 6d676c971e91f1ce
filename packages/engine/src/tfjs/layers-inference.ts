// Evaluation and prediction through TensorFlow.js, on whichever backend is active.
import type { TensorData } from '@mlp-lab/core';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { gatherRows, type Samples } from '../data/samples';
import { noSums, type Sums } from '../slice';
import { addBatch, readScalars, toTensors } from './batch-tensors';
import { innermost } from './model-contract';

/** The default batch size of evaluation and prediction. */
export const DEFAULT_BATCH_SIZE = 256;

/** Sums of loss and metrics over rows, in inference mode. */
export async function evaluateThroughLayers(model: LayersModel, rows: Samples, batchSize: number): Promise<Sums> {
  const { lossFunctions, metricsTensors } = innermost(model);
  const sums = noSums(metricsTensors.length);
  for (let from = 0; from < rows.count; from += batchSize) {
    const to = Math.min(from + batchSize, rows.count);
    const scalars = tf.tidy(() => {
      const [x, y, weights] = toTensors(model, rows, from, to);
      const output = model.predictOnBatch(x) as tf.Tensor;
      const loss = lossFunctions[0](y, output);
      const metrics = metricsTensors.map(([metric]) => tf.mean(metric(y, output)));
      return [tf.mean(weights ? tf.mul(loss, weights) : loss), ...metrics] as tf.Scalar[];
    });
    addBatch(sums, await readScalars(scalars), to - from);
  }
  return sums;
}

/** The output for every row, `[count, …]`. */
export async function predictThroughLayers(
  model: LayersModel,
  { data, shape: [count, ...rowShape] }: TensorData,
  batchSize: number,
): Promise<TensorData<Float32Array>> {
  const width = data.length / count;
  let output = new Float32Array(0);
  let shape: number[] = [];
  for (let from = 0; from < count; from += batchSize) {
    const to = Math.min(from + batchSize, count);
    const batch = tf.tidy(() => {
      const input = tf.tensor(gatherRows(data, width, from, to), [to - from, ...rowShape], model.inputs[0].dtype);
      return model.predictOnBatch(input) as tf.Tensor;
    });
    if (from === 0) {
      shape = [count, ...batch.shape.slice(1)];
      output = new Float32Array((batch.size / to) * count);
    }
    output.set(await batch.data(), (batch.size / (to - from)) * from);
    batch.dispose();
  }
  return { data: output, shape };
}
