// Evaluation through TensorFlow.js, on whichever backend is active.
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Samples } from '../data/samples';
import { noSums, type Sums } from '../slice';
import { addBatch, readScalars, toTensors } from './batch-tensors';
import { innermost } from './model-contract';

/** Sums of loss and metrics over rows, in inference mode. */
export async function evaluateThroughLayers(model: LayersModel, rows: Samples, batchSize: number): Promise<Sums> {
  const { lossFunctions, metricsTensors } = innermost(model);
  const sums = noSums(metricsTensors.length);
  for (let from = 0; from < rows.count; from += batchSize) {
    const to = Math.min(from + batchSize, rows.count);
    const scalars = tf.tidy(() => {
      const batch = toTensors(model, rows, from, to);
      const xs = batch.slice(0, model.inputs.length);
      const ys = batch.slice(xs.length, xs.length + lossFunctions.length);
      const weights = batch[xs.length + ys.length];
      const outputs = [model.predictOnBatch(xs.length === 1 ? xs[0] : xs)].flat();
      const losses = lossFunctions.map((lossOf, i) => {
        const loss = lossOf(ys[i], outputs[i]);
        return tf.mean(weights ? tf.mul(loss, weights) : loss);
      });
      const metrics = metricsTensors.map(([metric, i]) => tf.mean(metric(ys[i], outputs[i])));
      return [tf.addN(losses), ...metrics] as tf.Scalar[];
    });
    addBatch(sums, await readScalars(scalars), to - from);
  }
  return sums;
}
