// How training ends before its time: the model returns to the last checkpoint that is sound.
import { MlpLabError } from '@mlp-lab/core/common';
import type { Trainer } from './trainer';

export async function giveUp(
  trainer: Trainer,
  epoch: number,
  batch: number,
  batches: number,
  epochs: number,
): Promise<never> {
  await trainer.rollback();
  throw new MlpLabError(
    'diverged',
    `the loss became NaN or infinite in epoch ${epoch + 1} of ${epochs}, step ${batch + 1} of ${batches}: try a smaller learning rate, or x scaled to 0..1; the model keeps the weights from before this epoch`,
  );
}

export async function abort(trainer: Trainer, epoch: number, steps: number, signal: AbortSignal): Promise<never> {
  if (!(await trainer.checkpoint())) await trainer.rollback();
  throw new MlpLabError('aborted', `training was aborted in epoch ${epoch + 1}, after step ${steps}`, {
    cause: signal.reason,
  });
}
