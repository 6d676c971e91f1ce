// The door to training: checks everything first, chooses who does the arithmetic, and hands over to the epoch loop.
import { createRandom, type History, MlpLabError } from '@mlp-lab/core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { callbackList } from './callback-list';
import { checkCount } from './check-count';
import { chooseTrainer } from './choose-trainer';
import { classWeights } from './class-weights';
import type { DataInput, FitArgs, FitResult } from './fit-args';
import { metricNames } from './layers-trainer';
import { checkCompiled, type ModelContract, modelContract } from './model-contract';
import { readSamples } from './read-samples';
import { type Samples, sliceSamples } from './samples';
import { trainEpochs } from './train-epochs';

/**
 * Trains a compiled model as `model.fit` does, seeded: the same seed gives the same numbers, also where training stops and
 * goes on at `initialEpoch`. Weights and optimizer end up in the model.
 *
 * @param x `[rows, …]` as the model's input; bytes (a `Uint8Array` of pixels) stay bytes.
 * @param y as the loss wants it: `[rows, classes]`, or class numbers `[rows]` for sparseCategoricalCrossentropy.
 * @returns the epochs trained and `{ loss, acc, val_loss, val_acc }`, a number an epoch each.
 * @throws MlpLabError `invalid-argument` for data or arguments that can't be, `bad-model` for a model that is not
 * compiled or has several inputs or outputs, both before any training; `diverged` where the loss becomes NaN or infinite
 * (the model has the weights from before that epoch); `aborted` by the signal.
 */
export async function fit(model: LayersModel, x: DataInput, y: DataInput, args: FitArgs = {}): Promise<FitResult> {
  const contract = modelContract(model);
  checkCompiled(model);
  const { epochs = 1, batchSize = 32, initialEpoch = 0, shuffle = true, seed = 0, compile = true } = args;
  checkArgs({ ...args, epochs, batchSize, initialEpoch, seed });
  const { training, validation } = await readData(contract, x, y, args);
  const result: FitResult = { epoch: [], history: emptyHistory(model, validation !== undefined) };
  const release = occupy(model);
  try {
    const trainer = await chooseTrainer(model, { samples: training, validation, batchSize, seed, compile });
    const callbacks = callbackList(args.callbacks, model, {
      epochs,
      initialEpoch,
      samples: training.count,
      batchSize,
      verbose: args.verbose ?? 0,
      doValidation: validation !== undefined,
      metrics: Object.keys(result.history),
    });
    const { signal, yieldEvery } = args;
    const options = { epochs, initialEpoch, batchSize, shuffle, seed, signal, yieldEvery, callbacks, validation };
    try {
      await trainEpochs(model, trainer, training.count, options, result);
    } finally {
      trainer.dispose();
    }
  } finally {
    release();
  }
  return result;
}

async function readData(contract: ModelContract, x: DataInput, y: DataInput, args: FitArgs) {
  const all = await readSamples(contract, x, y, args.sampleWeight);
  const { validationData, validationSplit = 0 } = args;
  if (validationData === undefined && validationSplit === 0) return { training: weighted(all, args) };
  if (validationData === undefined) {
    const trained = Math.floor(all.count * (1 - validationSplit));
    if (trained === 0 || trained === all.count)
      throw invalid(
        'validationSplit',
        `${validationSplit} of ${all.count} rows leaves none to ${trained ? 'validate' : 'train'} on`,
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

/** Marks a model as in training, as `model.fit` does: two at once would each undo the other's steps. */
function occupy(model: LayersModel): () => void {
  const flagged = model as unknown as { isTraining: boolean };
  if (flagged.isTraining)
    throw new MlpLabError('bad-model', 'model is in training: wait for the other fit, or build another model');
  flagged.isTraining = true;
  return () => {
    flagged.isTraining = false;
  };
}

function checkArgs(args: FitArgs & { epochs: number; batchSize: number; initialEpoch: number; seed: number }): void {
  checkCount('epochs', args.epochs, 0);
  checkCount('batchSize', args.batchSize, 1);
  checkCount('initialEpoch', args.initialEpoch, 0);
  createRandom(args.seed);
  const { validationSplit = 0, signal } = args;
  if (!(validationSplit >= 0 && validationSplit < 1))
    throw invalid('validationSplit', `expected a number from 0 to below 1, received ${validationSplit}`);
  if (signal?.aborted)
    throw new MlpLabError('aborted', 'training was aborted before it began', { cause: signal.reason });
}

const invalid = (name: string, problem: string) => new MlpLabError('invalid-argument', `${name}: ${problem}`);
