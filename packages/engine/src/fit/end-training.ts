// How training ends before its time: the model returns to the last checkpoint that is sound.
import { MlpLabError } from '@mlp-lab/core/common';
import type { Trainer } from './trainer';

/** Where training is, each number from 0, of so many epochs and batches. */
interface Place {
  epoch: number;
  epochs: number;
  batch: number;
  batches: number;
}

export async function giveUp(trainer: Trainer, { epoch, epochs, batch, batches }: Place): Promise<never> {
  await trainer.rollback();
  throw new MlpLabError(
    'diverged',
    `the loss became NaN or infinite in epoch ${epoch + 1} of ${epochs}, step ${batch + 1} of ${batches}: try a smaller learning rate, or x scaled to 0..1; the model keeps the weights from before this epoch`,
  );
}

/** @param at after so many steps of an epoch, which counts from 0. */
export async function abort(
  trainer: Trainer,
  at: { epoch: number; steps: number; signal: AbortSignal },
): Promise<never> {
  if (!(await trainer.checkpoint())) await trainer.rollback();
  throw new MlpLabError('aborted', `training was aborted in epoch ${at.epoch + 1}, after step ${at.steps}`, {
    cause: at.signal.reason,
  });
}
