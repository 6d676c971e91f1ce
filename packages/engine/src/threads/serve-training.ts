// A training thread's work on a request: the same epoch loop as on the main thread, with progress reported along the way.
import { MlpLabError } from '@mlp-lab/core/common';
import type { CallbackList } from '../fit/callbacks';
import { programTrainer } from '../fit/program-trainer';
import { trainEpochs } from '../fit/train-epochs';
import type { ProgramState } from '../program';
import type { TrainingRunner } from '../run/runner';
import type { ThreadReply, TrainRequest } from './messages';

/**
 * Trains and sends progress, then how training ended. Never rejects.
 *
 * @param open opens the runner
 */
export async function serveTraining(
  request: Omit<TrainRequest, 'placement'>,
  open: () => TrainingRunner | Promise<TrainingRunner>,
  signal: AbortSignal,
  send: (reply: ThreadReply) => void,
): Promise<void> {
  const { loaded, options, result } = request;
  let { state } = loaded;
  try {
    const writeBack = (trained: ProgramState) => {
      state = trained;
    };
    const runner = await open();
    const trainer = programTrainer({ ...loaded, runner, writeBack });
    const { count } = loaded.samples;
    const callbacks = reporter(Math.ceil(count / options.batchSize), send);
    try {
      await trainEpochs({ stopTraining: false }, trainer, count, { ...options, signal, callbacks }, result);
    } finally {
      await trainer.dispose();
    }
    send({ kind: 'done', result, state });
  } catch (error) {
    const code = error instanceof MlpLabError ? error.code : undefined;
    send({ kind: 'failed', code, message: (error as Error)?.message ?? String(error), state });
  }
}

/** Callbacks that report the end of each epoch, and each pause within one. */
function reporter(batches: number, send: (reply: ThreadReply) => void): CallbackList {
  return {
    wantsBatches: false,
    async call(event, epoch = 0, logs = {}) {
      if (event === 'onEpochEnd') send({ kind: 'progress', epoch, fraction: 1, isEpochEnd: true, logs });
    },
    async yielded(epoch, batch, logs) {
      send({ kind: 'progress', epoch, fraction: (batch + 1) / batches, isEpochEnd: false, logs });
    },
  };
}
