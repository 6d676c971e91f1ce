// Prediction through TensorFlow.js, on whichever backend is active.
import type { TensorData } from '@mlp-lab/core/common';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { gatherRows } from '../data/samples';

/** The output for every row, `[count, …]`. */
export async function predictThroughLayers(
  model: LayersModel,
  inputs: readonly TensorData[],
  batchSize: number,
): Promise<TensorData<Float32Array>> {
  const count = inputs[0].shape[0];
  let output = new Float32Array(0);
  let shape: number[] = [];
  for (let from = 0; from < count; from += batchSize) {
    const to = Math.min(from + batchSize, count);
    const batch = tf.tidy(() => {
      const xs = inputs.map(({ data, shape: [, ...rowShape] }, i) =>
        tf.tensor(gatherRows(data, data.length / count, from, to), [to - from, ...rowShape], model.inputs[i].dtype),
      );
      return model.predictOnBatch(xs.length === 1 ? xs[0] : xs) as tf.Tensor;
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
