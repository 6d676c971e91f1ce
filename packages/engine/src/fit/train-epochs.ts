// The epoch loop of every trainer: row order, slices, callbacks, validation, history, signals and divergence.
import { trainingOrder } from '@mlp-lab/core/common';
import { difference, meansOf, noSums, type Sums } from '../slice';
import type { CallbackList } from './callbacks';
import type { DivergedAt } from './ended';
import type { FitArgs, FitResult, Logs } from './fit-args';
import { type Pace, pace } from './pace';
import type { Trainer } from './trainer';

export interface EpochOptions {
  epochs: number;
  initialEpoch: number;
  /** Of the batches of `initialEpoch` that were trained on already. */
  initialSums?: Sums;
  batchSize: number;
  shuffle: boolean;
  seed: number;
  signal?: AbortSignal;
  yieldEvery?: FitArgs['yieldEvery'];
  callbacks: CallbackList;
}

/** A model, as far as callbacks can stop its training. */
export interface Stoppable {
  stopTraining: boolean;
}

/**
 * Trains on `count` rows from `initialEpoch` up to `epochs` (exclusive). The trainer keeps the weights; the numbers go to `result`.
 * Callbacks are called when `model.fit` calls them, with the same logs.
 */
export async function trainEpochs(
  model: Stoppable,
  trainer: Trainer,
  count: number,
  options: EpochOptions,
  result: FitResult,
): Promise<void> {
  const { epochs, initialEpoch, callbacks, yieldEvery } = options;
  const speed = pace(yieldEvery, callbacks.wantsBatches);
  await callbacks.call('onTrainBegin');
  model.stopTraining = false;
  for (let epoch = initialEpoch; epoch < epochs; epoch++) {
    await callbacks.call('onEpochBegin', epoch);
    const logs = await trainEpoch(model, trainer, speed, count, epoch, options);
    const batches = Math.ceil(count / options.batchSize);
    if (!(await trainer.checkpoint())) await giveUp(trainer, { epoch, epochs, step: batches, steps: batches });
    await callbacks.call('onEpochEnd', epoch, logs);
    record(result, epoch, logs);
    if (model.stopTraining) break;
  }
  await callbacks.call('onTrainEnd');
}

/** One batch at least, and the validation unless training was stopped before the last. */
async function trainEpoch(
  model: Stoppable,
  trainer: Trainer,
  speed: Pace,
  count: number,
  epoch: number,
  options: EpochOptions,
): Promise<Logs> {
  const { batchSize, callbacks, signal, epochs, initialEpoch, initialSums } = options;
  const batches = Math.ceil(count / batchSize);
  const order = orderOf(count, epoch, options);
  const logs: Logs = {};
  let total = (epoch === initialEpoch && initialSums) || noSums(trainer.metrics.length);
  for (let from = total.count / batchSize; ; ) {
    if (signal?.aborted) {
      if (!(await trainer.checkpoint())) await trainer.rollback();
      throw (await import('./ended')).aborted({ epoch, step: from, signal });
    }
    if (from >= batches) break;
    const to = Math.min(from + (model.stopTraining ? 1 : speed.next()), batches);
    const batchLogs: Logs = {};
    if (callbacks.wantsBatches) await callbacks.call('onBatchBegin', from, batchLogs);
    const before = total;
    const sums = await trainer.train({ order, from, to, firstStep: epoch * batches, before });
    if (sums.divergedAt !== undefined)
      await giveUp(trainer, { epoch, epochs, step: sums.divergedAt + 1, steps: batches });
    total = sums;
    if (to === batches && trainer.validate)
      Object.assign(logs, meansOf(await trainer.validate(), trainer.metrics, 'val_'));
    if (callbacks.wantsBatches) {
      const own = difference(sums, before);
      Object.assign(batchLogs, { batch: from, size: own.count }, meansOf(own, trainer.metrics));
      await callbacks.call('onBatchEnd', from, batchLogs);
    }
    if (await speed.done(to - from)) await callbacks.yielded(epoch, to - 1, meansOf(total, trainer.metrics), total);
    if (model.stopTraining) break;
    from = to;
  }
  return Object.assign(logs, meansOf(total, trainer.metrics));
}

/** The model returns to the last checkpoint that is sound; what is said of it is loaded then. */
async function giveUp(trainer: Trainer, place: DivergedAt): Promise<never> {
  await trainer.rollback();
  throw (await import('./ended')).diverged(place);
}

/** The order of the rows in an epoch. */
function orderOf(count: number, epoch: number, { shuffle, seed }: EpochOptions): Uint32Array {
  if (shuffle) return trainingOrder(seed, epoch, count);
  return Uint32Array.from({ length: count }, (_, row) => row);
}

/** Callbacks may have added to the logs. */
function record({ epoch: epochs, history }: FitResult, epoch: number, logs: Logs): void {
  epochs.push(epoch);
  for (const [name, value] of Object.entries(logs)) {
    history[name] ??= [];
    history[name].push(value);
  }
}
