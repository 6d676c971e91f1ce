// Loss and metrics of a model on data, in inference mode.
import { checkCount } from '@mlp-lab/core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { readSamples } from '../data/read-samples';
import { DEFAULT_ROWS_AT_ONCE, evaluateThroughLayers, metricNames } from '../tfjs/layers-trainer';
import { checkCompiled, modelContract } from '../tfjs/model-contract';
import { evaluateCompiled } from './compiled-forward';
import type { DataInput, EvaluateArgs, Logs } from './fit-args';
import { meansOf } from './trainer';

/**
 * The mean loss (without regularization, as `model.evaluate`) and metrics over all rows, by name: `{ loss, acc }`.
 *
 * @throws MlpLabError `invalid-argument` or `bad-model`, as `fit`.
 */
export async function evaluate(
  model: LayersModel,
  x: DataInput,
  y: DataInput,
  { batchSize = DEFAULT_ROWS_AT_ONCE, sampleWeight, compile = true }: EvaluateArgs = {},
): Promise<{ loss: number; acc?: number } & Logs> {
  const contract = modelContract(model);
  checkCompiled(model);
  checkCount('batchSize', batchSize);
  const samples = await readSamples(contract, x, y, sampleWeight);
  const compiled = compile ? await evaluateCompiled(model, samples) : undefined;
  const sums = compiled ?? (await evaluateThroughLayers(model, samples, batchSize));
  return meansOf(sums, metricNames(model)) as { loss: number } & Logs;
}
