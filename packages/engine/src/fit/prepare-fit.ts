// Checks everything that a fit needs before it starts.
import { type History, MlpLabError } from '@mlp-lab/core/common';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { readSamples } from '../data/read-samples';
import { type Samples, sliceSamples } from '../data/samples';
import type { ModelInput } from '../data/tensor-input';
import { loadAhead } from '../lower/lower-model';
import { checkCompiled, type ModelContract, metricNames, modelContract } from '../tfjs/model-contract';
import { optimizerWeights } from '../tfjs/optimizer-weights';
import { checkFitArgs } from './check-args';
import type { FitArgs, FitResult } from './fit-args';
import type { EpochOptions } from './train-epochs';

export interface PreparedFit {
  training: Samples;
  validation?: Samples;
  /** The arguments that were given. */
  args: FitArgs;
  /** The arguments with their defaults. */
  options: Omit<EpochOptions, 'callbacks'>;
  /** The History's names, without numbers yet. */
  result: FitResult;
}

/** @throws MlpLabError as `fit` does before any training. */
export async function prepareFit(
  model: LayersModel,
  x: ModelInput,
  y: ModelInput,
  given: FitArgs | null | undefined,
): Promise<PreparedFit> {
  const contract = modelContract(model);
  checkCompiled(model);
  const args = await checkFitArgs(given);
  if (args.callbacks !== undefined) (await import('./with-callbacks')).checkCallbacks(args.callbacks);
  const [steps, ...slots] = await optimizerWeights(model.optimizer);
  steps?.tensor.dispose();
  if (slots.length > 0) (await import('../tfjs/check-slots')).checkSlots(model, slots);
  const { epochs = 1, batchSize = 32, initialEpoch = 0, initialSums, shuffle = true, seed = 0 } = args;
  const { signal, yieldEvery } = args;
  const options = { epochs, batchSize, initialEpoch, initialSums, shuffle, seed, signal, yieldEvery };
  if (signal?.aborted)
    throw new MlpLabError('aborted', 'training was aborted before it began', { cause: signal.reason });
  if (args.compile !== false) loadAhead(model);
  const data = await readData(contract, x, y, args);
  if (initialSums) (await import('./check-sums')).checkSums(initialSums, data.training.count, batchSize);
  return {
    ...data,
    args,
    options,
    result: { epoch: [], history: emptyHistory(model, data.validation !== undefined), threads: 1 },
  };
}

async function readData(
  contract: ModelContract,
  x: ModelInput,
  y: ModelInput,
  args: FitArgs,
): Promise<{ training: Samples; validation?: Samples }> {
  const all = await readSamples(contract, x, y, args.sampleWeight);
  const { validationData, validationSplit = 0 } = args;
  if (validationData === undefined && validationSplit === 0) return { training: await weighted(all, contract, args) };
  if (validationData === undefined) {
    const trained = Math.floor(all.count * (1 - validationSplit));
    if (trained === 0 || trained === all.count)
      throw (await import('../data/not-readable')).noSplit(validationSplit, all.count, trained);
    return {
      training: await weighted(sliceSamples(all, 0, trained), contract, args),
      validation: sliceSamples(all, trained, all.count),
    };
  }
  const [validationX, validationY, weights] = validationData;
  const names = { x: 'validationData[0]', y: 'validationData[1]', weights: 'validationData[2]' };
  const validation = await readSamples(contract, validationX, validationY, weights, names);
  return { training: await weighted(all, contract, args), validation };
}

async function weighted(samples: Samples, { outputs }: ModelContract, { classWeight }: FitArgs): Promise<Samples> {
  if (!classWeight) return samples;
  const { classWeights } = await import('../data/class-weights');
  return { ...samples, weights: classWeights(samples, classWeight, outputs[0].name) };
}

function emptyHistory(model: LayersModel, validated: boolean): History {
  const names = ['loss', ...metricNames(model)];
  const all = validated ? [...names, ...names.map((name) => `val_${name}`)] : names;
  return Object.fromEntries(all.map((name) => [name, []])) as unknown as History;
}
