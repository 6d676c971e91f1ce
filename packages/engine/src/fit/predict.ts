// A model's output for data.
import { checkCount, type TensorData } from '@mlp-lab/core';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { readInputs } from '../data/read-samples';
import { gatherRows } from '../data/samples';
import { DEFAULT_ROWS_AT_ONCE } from '../tfjs/layers-trainer';
import { modelContract } from '../tfjs/model-contract';
import { predictCompiled } from './compiled-forward';
import type { DataInput, PredictArgs } from './fit-args';

/**
 * The output for every row, `[rows, …]`: of a classifier, `[rows, classes]`. The model need not be compiled.
 *
 * @throws MlpLabError `invalid-argument` where x is not what the model takes.
 */
export async function predict(
  model: LayersModel,
  x: DataInput,
  { batchSize = DEFAULT_ROWS_AT_ONCE, compile = true }: PredictArgs = {},
): Promise<TensorData<Float32Array>> {
  const contract = modelContract(model);
  checkCount('batchSize', batchSize);
  const inputs = await readInputs(contract, x);
  const count = inputs.shape[0];
  const compiled = compile ? await predictCompiled(model, inputs.data, count) : undefined;
  if (compiled) return { data: compiled.data, shape: [count, compiled.width] };
  return predictThroughLayers(model, inputs, batchSize);
}

async function predictThroughLayers(
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
