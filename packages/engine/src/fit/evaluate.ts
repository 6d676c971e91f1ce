// The loss and metrics of a model on data, in inference mode.
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { readSamples } from '../data/read-samples';
import type { ModelInput } from '../data/tensor-input';
import { meansOf } from '../slice';
import { evaluateThroughLayers } from '../tfjs/evaluate-through-layers';
import { checkCompiled, metricNames, modelContract } from '../tfjs/model-contract';
import { onFallbackBackend } from '../tfjs/on-fallback-backend';
import { checkEvaluateArgs } from './check-args';
import { evaluateCompiled } from './compiled-forward';
import type { EvaluateArgs, Logs } from './fit-args';

const DEFAULT_BATCH_SIZE = 32; // as model.evaluate: it matters where a loss or metric is not a mean over rows

/**
 * The mean loss (without penalties, as in `model.evaluate`) and metrics over all rows, by name: `{ loss, acc }`.
 *
 * @throws MlpLabError `invalid-argument` or `bad-model`, as `fit` does.
 */
export async function evaluate(
  model: LayersModel,
  x: ModelInput,
  y: ModelInput,
  args?: EvaluateArgs | null,
): Promise<{ loss: number; acc?: number } & Logs> {
  const contract = modelContract(model);
  checkCompiled(model);
  const { batchSize = DEFAULT_BATCH_SIZE, sampleWeight, compile = true } = await checkEvaluateArgs(args);
  const samples = await readSamples(contract, x, y, sampleWeight);
  const compiled = compile ? await evaluateCompiled(model, samples) : undefined;
  const sums =
    compiled ??
    (await onFallbackBackend('evaluation', !compile, () => evaluateThroughLayers(model, samples, batchSize)));
  return meansOf(sums, metricNames(model)) as { loss: number } & Logs;
}
