// The door to training: checks everything first, chooses who does the arithmetic, and hands over to the epoch loop.
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { ModelInput } from '../data/tensor-input';
import { callbackList } from './callback-list';
import { chooseTrainer } from './choose-trainer';
import type { FitArgs, FitResult } from './fit-args';
import { lockModel } from './lock-model';
import { prepareFit } from './prepare-fit';
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
export async function fit(
  model: LayersModel,
  x: ModelInput,
  y: ModelInput,
  given?: FitArgs | null,
): Promise<FitResult> {
  const { training, validation, args, options, result } = await prepareFit(model, x, y, given);
  const { epochs, initialEpoch, batchSize, seed } = options;
  const { compile = true, verbose = 0 } = args;
  const release = lockModel(model);
  try {
    const isLinked = [args.callbacks ?? []].flat().length > 0;
    const trainer = await chooseTrainer(model, { samples: training, validation, batchSize, seed, compile, isLinked });
    try {
      const callbacks = callbackList(args.callbacks ?? [], model, {
        epochs,
        initialEpoch,
        samples: training.count,
        steps: null as never, // as model.fit has it, whatever its types say
        batchSize,
        verbose,
        doValidation: validation !== undefined,
        metrics: Object.keys(result.history),
      });
      await trainEpochs(model, trainer, training.count, { ...options, callbacks }, result);
    } finally {
      await trainer.dispose();
    }
  } finally {
    release();
  }
  return result;
}
