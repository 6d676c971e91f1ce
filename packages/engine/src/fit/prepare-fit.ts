// Checks everything that a fit needs before it starts.
import { checkCount, createRandom, type History, invalidArgument, MlpLabError } from '@mlp-lab/core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { classWeights } from '../data/class-weights';
import { readSamples } from '../data/read-samples';
import { type Samples, sliceSamples } from '../data/samples';
import type { TensorInput } from '../data/tensor-input';
import { checkCompiled, type ModelContract, metricNames, modelContract } from '../tfjs/model-contract';
import type { FitArgs, FitResult } from './fit-args';
import type { EpochOptions } from './train-epochs';

export interface PreparedFit {
  training: Samples;
  validation?: Samples;
  /** The arguments with their defaults. */
  options: Omit<EpochOptions, 'callbacks'>;
  /** The History's names, without numbers yet. */
  result: FitResult;
}

/** @throws MlpLabError as `fit` does before any training. */
export async function prepareFit(
  model: LayersModel,
  x: TensorInput,
  y: TensorInput,
  args: FitArgs,
): Promise<PreparedFit> {
  const contract = modelContract(model);
  checkCompiled(model);
  const { epochs = 1, batchSize = 32, initialEpoch = 0, shuffle = true, seed = 0, signal, yieldEvery } = args;
  const options = { epochs, batchSize, initialEpoch, shuffle, seed, signal, yieldEvery };
  checkArgs({ ...args, ...options });
  const data = await readData(contract, x, y, args);
  return { ...data, options, result: { epoch: [], history: emptyHistory(model, data.validation !== undefined) } };
}

async function readData(
  contract: ModelContract,
  x: TensorInput,
  y: TensorInput,
  args: FitArgs,
): Promise<{ training: Samples; validation?: Samples }> {
  const all = await readSamples(contract, x, y, args.sampleWeight);
  const { validationData, validationSplit = 0 } = args;
  if (validationData === undefined && validationSplit === 0) return { training: weighted(all, args) };
  if (validationData === undefined) {
    const trained = Math.floor(all.count * (1 - validationSplit));
    if (trained === 0 || trained === all.count)
      throw invalidArgument(
        'validationSplit',
        `a fraction that leaves rows to ${trained ? 'validate' : 'train'} on`,
        `${validationSplit} of ${all.count} rows`,
      );
    return {
      training: weighted(sliceSamples(all, 0, trained), args),
      validation: sliceSamples(all, trained, all.count),
    };
  }
  const [validationX, validationY, weights] = validationData;
  const names = { x: 'validationData[0]', y: 'validationData[1]', weights: 'validationData[2]' };
  const validation = await readSamples(contract, validationX, validationY, weights, names);
  return { training: weighted(all, args), validation };
}

function weighted(samples: Samples, { classWeight }: FitArgs): Samples {
  return classWeight ? { ...samples, weights: classWeights(samples, classWeight) } : samples;
}

function emptyHistory(model: LayersModel, validated: boolean): History {
  const names = ['loss', ...metricNames(model)];
  const all = validated ? [...names, ...names.map((name) => `val_${name}`)] : names;
  return Object.fromEntries(all.map((name) => [name, []])) as unknown as History;
}

function checkArgs(args: FitArgs & { epochs: number; batchSize: number; initialEpoch: number; seed: number }): void {
  checkCount('epochs', args.epochs, 0);
  checkCount('batchSize', args.batchSize);
  checkCount('initialEpoch', args.initialEpoch, 0);
  createRandom(args.seed);
  const { validationSplit = 0, signal } = args;
  if (!(validationSplit >= 0 && validationSplit < 1))
    throw invalidArgument('validationSplit', 'a number from 0 to below 1', validationSplit);
  if (signal?.aborted)
    throw new MlpLabError('aborted', 'training was aborted before it began', { cause: signal.reason });
}
