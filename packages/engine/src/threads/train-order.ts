// What a training thread does with an order: the same epoch loop as on the main thread, reporting as it goes.
import { MlpLabError } from '@mlp-lab/core';
import type { CallbackList } from '../fit/callback-list';
import { programTrainer } from '../fit/program-trainer';
import { trainEpochs } from '../fit/train-epochs';
import type { ProgramState } from '../program';
import type { Order, Report } from './messages';

/** Trains, and reports progress, then how it ended; never throws. */
export async function trainOrder(
  { loaded, options, result }: Extract<Order, { kind: 'train' }>,
  signal: AbortSignal,
  report: (report: Report) => void,
): Promise<void> {
  let { state } = loaded;
  try {
    const { batchSize, seed } = options;
    const writeBack = (learnt: ProgramState) => {
      state = learnt;
    };
    const trainer = programTrainer({ ...loaded, batchSize, seed, writeBack });
    const { count } = loaded.samples;
    const callbacks = reporter(Math.ceil(count / batchSize), report);
    try {
      await trainEpochs({ stopTraining: false }, trainer, count, { ...options, signal, callbacks }, result);
    } finally {
      trainer.dispose();
    }
    report({ kind: 'done', result, state });
  } catch (error) {
    const code = error instanceof MlpLabError ? error.code : undefined;
    report({ kind: 'failed', code, message: (error as Error).message, state });
  }
}

/** Callbacks that report each epoch and, between, each pause. */
function reporter(batches: number, report: (report: Report) => void): CallbackList {
  return {
    wantsBatches: false,
    async call(event, epoch = 0, logs = {}) {
      if (event === 'onEpochEnd') report({ kind: 'progress', epoch, fraction: 1, isEpochEnd: true, logs });
    },
    async yielded(epoch, batch, logs) {
      report({ kind: 'progress', epoch, fraction: (batch + 1) / batches, isEpochEnd: false, logs });
    },
  };
}
