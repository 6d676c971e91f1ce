// The loss and metrics of a model on data, in inference mode.
import { checkCount } from '@mlp-lab/core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { readSamples } from '../data/read-samples';
import type { TensorInput } from '../data/tensor-input';
import { meansOf } from '../slice';
import { DEFAULT_BATCH_SIZE, evaluateThroughLayers } from '../tfjs/layers-inference';
import { checkCompiled, metricNames, modelContract } from '../tfjs/model-contract';
import { evaluateCompiled } from './compiled-forward';
import type { EvaluateArgs, Logs } from './fit-args';

/**
 * The mean loss (without penalties, as in `model.evaluate`) and metrics over all rows, by name: `{ loss, acc }`.
 *
 * @throws MlpLabError `invalid-argument` or `bad-model`, as `fit` does.
 */
export async function evaluate(
  model: LayersModel,
  x: TensorInput,
  y: TensorInput,
  { batchSize = DEFAULT_BATCH_SIZE, sampleWeight, compile = true }: EvaluateArgs = {},
): Promise<{ loss: number; acc?: number } & Logs> {
  const contract = modelContract(model);
  checkCompiled(model);
  checkCount('batchSize', batchSize);
  const samples = await readSamples(contract, x, y, sampleWeight);
  const compiled = compile ? await evaluateCompiled(model, samples) : undefined;
  const sums = compiled ?? (await evaluateThroughLayers(model, samples, batchSize));
  return meansOf(sums, metricNames(model)) as { loss: number } & Logs;
}
