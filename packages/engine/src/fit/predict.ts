// A model's output for data.
import { MlpLabError, type TensorData } from '@mlp-lab/core/common';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { readInputs } from '../data/read-samples';
import type { ModelInput } from '../data/tensor-input';
import { modelContract } from '../tfjs/model-contract';
import { onFallbackBackend } from '../tfjs/on-fallback-backend';
import { predictThroughLayers } from '../tfjs/predict-through-layers';
import { checkPredictArgs } from './check-args';
import { predictCompiled } from './compiled-forward';
import type { PredictArgs } from './fit-args';

const DEFAULT_BATCH_SIZE = 256; // it changes the speed alone

/**
 * The output for every row, `[rows, …]`; for a classifier, `[rows, classes]`. The model needs no `model.compile`.
 *
 * @throws MlpLabError `invalid-argument` if x does not fit the model's input.
 */
export async function predict(
  model: LayersModel,
  x: ModelInput,
  args?: PredictArgs | null,
): Promise<TensorData<Float32Array>> {
  const contract = modelContract(model);
  const { batchSize = DEFAULT_BATCH_SIZE, compile = true } = await checkPredictArgs(args);
  if (contract.outputs.length > 1)
    throw new MlpLabError('bad-model', 'predict returns one output: use model.predict for a model of several');
  const inputs = await readInputs(contract, x);
  const count = inputs[0].shape[0];
  const compiled = compile ? await predictCompiled(model, inputs[0].data, count) : undefined;
  if (compiled) return { data: compiled.data, shape: [count, compiled.width] };
  return onFallbackBackend('prediction', !compile, () => predictThroughLayers(model, inputs, batchSize));
}
