// One program's training on a thread of the pool or, where no thread can be started, on this one.

import { MlpLabError, warnOnce } from '@mlp-lab/core/common';
import type { ThreadPool } from '@mlp-lab/core/threads';
import type { InputFormat } from '../memory/store-samples';
import { runHere } from '../run/create-runner';
import { loadCode } from '../run/load-code';
import { placeProgram, releasePlacement } from '../run/place-program';
import type { TrainingRunner } from '../run/runner';
import type { ThreadReply, ThreadRequest, TrainEnd, TrainProgress, TrainRequest } from './messages';
import { trainOnThread } from './open-training-threads';
import { serveTraining } from './serve-training';

/**
 * Trains as soon as a thread is free. Never rejects once training has begun.
 *
 * @throws MlpLabError `aborted` by then, or `unavailable` where the machine has too little memory.
 */
export function trainInPool(
  pool: ThreadPool<ThreadRequest, ThreadReply>,
  request: Omit<TrainRequest, 'placement'>,
  onProgress: (progress: TrainProgress) => void,
  signal?: AbortSignal,
): Promise<TrainEnd> {
  return pool.use(
    (thread) => placed(request, signal, (complete) => trainOnThread(thread, complete, onProgress, signal)),
    ({ message }) => {
      warnOnce(
        `fitAll trains on this thread: ${message}. If your bundler leaves @mlp-lab/engine/worker out, serve that file and pass its address as workerUrl.`,
      );
      return placed(request, signal, (complete, formats) => {
        const { loaded, placement, options } = complete;
        const open = () => runHere(loaded.program, loaded.state, { ...loaded, ...options }, { ...placement, formats });
        return trainHere(complete, open, onProgress, signal);
      });
    },
  );
}

async function placed(
  request: Omit<TrainRequest, 'placement'>,
  signal: AbortSignal | undefined,
  train: (request: TrainRequest, formats: readonly InputFormat[] | undefined) => Promise<TrainEnd>,
): Promise<TrainEnd> {
  if (signal?.aborted)
    throw new MlpLabError('aborted', 'training was aborted before it began', { cause: signal.reason });
  const { loaded, options } = request;
  await loadCode(loaded.program, loaded);
  const { formats, ...placement } = placeProgram(loaded.program, { ...loaded, batchSize: options.batchSize });
  try {
    return await train({ ...request, placement }, formats);
  } finally {
    releasePlacement(placement, loaded);
  }
}

/**
 * Trains as a training thread would, with a runner that `open` opens. Never rejects.
 */
export function trainHere(
  request: Omit<TrainRequest, 'placement'>,
  open: () => TrainingRunner | Promise<TrainingRunner>,
  onProgress: (progress: TrainProgress) => void,
  signal = new AbortController().signal,
): Promise<TrainEnd> {
  return new Promise<TrainEnd>((resolve) => {
    void serveTraining(request, open, signal, (reply) =>
      reply.kind === 'progress' ? onProgress(reply) : resolve(reply),
    );
  });
}
