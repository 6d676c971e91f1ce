// The public `fit`: checks everything first, chooses a trainer and runs the epoch loop.
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { ModelInput } from '../data/tensor-input';
import { noCallbacks } from './callbacks';
import { chooseTrainer } from './choose-trainer';
import type { FitArgs, FitResult } from './fit-args';
import { lockModel } from './lock-model';
import { prepareFit } from './prepare-fit';
import { trainEpochs } from './train-epochs';

/**
 * Trains a model as `model.fit` does, but seeded: the same seed gives the same numbers, even if training stops and resumes at
 * `initialEpoch`. Updates the model's weights and optimizer state.
 *
 * @param x `[rows, …]`, in the shape of the model's input; a `Uint8Array` of pixels is not converted to floats.
 * @param y in the form that the loss requires: `[rows, classes]`, or class numbers `[rows]` for sparseCategoricalCrossentropy.
 * @returns the epochs trained and `{ loss, acc, val_loss, val_acc }`, each with one number per epoch.
 * @throws MlpLabError before any training, `invalid-argument` for invalid data or arguments, and `bad-model` for a model without
 * `model.compile` or with several inputs or outputs; `diverged` if the loss becomes NaN or infinite (the model then has the weights
 * from before that epoch); `aborted` if the signal aborts.
 */
export async function fit(
  model: LayersModel,
  x: ModelInput,
  y: ModelInput,
  fitArgs?: FitArgs | null,
): Promise<FitResult> {
  const { training, validation, args, options, result } = await prepareFit(model, x, y, fitArgs);
  const { epochs, initialEpoch, batchSize, seed } = options;
  const { compile = true, verbose = 0, arithmetic, threads, workerUrl } = args;
  const release = lockModel(model);
  try {
    const given = [args.callbacks ?? []].flat();
    const linked = given.length > 0 ? await import('./with-callbacks') : undefined;
    const trainer = await chooseTrainer(model, {
      ...{ samples: training, validation, batchSize, seed, compile, arithmetic, threads, workerUrl },
      epochs: epochs - initialEpoch,
      isLinked: linked !== undefined,
      byBatch: linked?.listensToBatches(given) || options.yieldEvery === 'batch',
    });
    result.threads = trainer.threads;
    try {
      const callbacks = linked?.callbackList(given, model, {
        epochs,
        initialEpoch,
        samples: training.count,
        steps: null as never, // as model.fit has it, whatever its types say
        batchSize,
        verbose,
        doValidation: validation !== undefined,
        metrics: Object.keys(result.history),
      });
      await trainEpochs(model, trainer, training.count, { ...options, callbacks: callbacks ?? noCallbacks }, result);
      if (trainer.arithmetic) result.arithmetic = trainer.arithmetic;
    } finally {
      await trainer.dispose();
    }
  } catch (error) {
    throw (await import('./ended')).withReason(error, model, options.signal);
  } finally {
    release();
  }
  return result;
}
