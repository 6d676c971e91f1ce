// A model's output for data.
import { checkCount, type TensorData } from '@mlp-lab/core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { readInputs } from '../data/read-samples';
import type { TensorInput } from '../data/tensor-input';
import { DEFAULT_BATCH_SIZE, predictThroughLayers } from '../tfjs/layers-inference';
import { modelContract } from '../tfjs/model-contract';
import { predictCompiled } from './compiled-forward';
import type { PredictArgs } from './fit-args';

/**
 * The output for every row, `[rows, …]`; for a classifier, `[rows, classes]`. The model needs no `model.compile`.
 *
 * @throws MlpLabError `invalid-argument` if x does not fit the model's input.
 */
export async function predict(
  model: LayersModel,
  x: TensorInput,
  { batchSize = DEFAULT_BATCH_SIZE, compile = true }: PredictArgs = {},
): Promise<TensorData<Float32Array>> {
  const contract = modelContract(model);
  checkCount('batchSize', batchSize);
  const inputs = await readInputs(contract, x);
  const count = inputs.shape[0];
  const compiled = compile ? await predictCompiled(model, inputs.data, count) : undefined;
  if (compiled) return { data: compiled.data, shape: [count, compiled.width] };
  return predictThroughLayers(model, inputs, batchSize);
}
