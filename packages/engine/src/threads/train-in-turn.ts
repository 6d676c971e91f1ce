// One program's training among several: on a thread of the pool, or on a team of threads.
import type { Limiter } from '@mlp-lab/core';
import type { ThreadPool } from '@mlp-lab/core/threads';
import type { Threads } from './choose-threads';
import type { ThreadReply, ThreadRequest, TrainEnd, TrainProgress, TrainRequest } from './messages';
import { openRunner } from './open-runner';
import { startTeam } from './start-team';
import { trainHere, trainInPool } from './train-in-pool';

export interface Places {
  pool: ThreadPool<ThreadRequest, ThreadReply>;
  inTurn: Limiter;
  threads: Threads;
  workerUrl?: string | URL;
  tell: boolean;
}

/** Trains a program in its turn: on a thread of the pool or, where that is faster, on a team of threads, which this thread leads. */
export function trainInTurn({ pool, inTurn, threads, workerUrl, tell }: Places) {
  return (
    request: Omit<TrainRequest, 'placement'>,
    onProgress: (progress: TrainProgress) => void,
    signal?: AbortSignal,
  ): Promise<TrainEnd> =>
    inTurn(async () => {
      const { loaded, options, result } = request;
      const { program, state, samples } = loaded;
      const epochs = options.epochs - options.initialEpoch;
      const workload = { program, rows: samples.count, epochs, batchSize: options.batchSize, byBatch: false };
      const team = signal?.aborted ? undefined : startTeam({ ...workload, threads, workerUrl });
      if (!team) return trainInPool(pool, request, onProgress, signal);
      const open = async () => {
        const opened = await openRunner(program, state, { ...loaded, ...options, team, tell });
        result.threads = opened.threads;
        return opened.runner;
      };
      return trainHere(request, open, onProgress, signal);
    });
}
