import { tinyDataset as dataset } from '@mlp-lab/experiment/testing';
import { createRegistry, notebook } from '@mlp-lab/models';
import * as queue from '@mlp-lab/queue';
import { describe } from 'vitest';
import { testOddArguments } from '../../../testing/odd-arguments';
import { hasRedis, sharedRedis } from '../../../testing/redis.mjs';

const connection = hasRedis ? (await sharedRedis()).url : '';
const at = { connection, name: 'odd' };
const registry = createRegistry([notebook()]);

const isWithoutSignal = (options: queue.WorkerOptions) =>
  typeof options === 'object' && options !== null && !Array.isArray(options) && options.signal == null;

describe.skipIf(!hasRedis)('arguments that are off', () => {
  testOddArguments(
    {
      ...queue,
      openQueue: async (options: queue.OpenQueueOptions) => (await queue.openQueue(options)).close(),
      async watchQueue(options: queue.WatchOptions) {
        for await (const _ of queue.watchQueue(options)) return;
      },
      // Its end is the signal's: an odd one that works as a signal would be none.
      runWorker: (options: queue.WorkerOptions) =>
        queue.runWorker(isWithoutSignal(options) ? { ...options, signal: AbortSignal.abort() } : options),
    },
    {
      clearQueue: () => [at],
      openQueue: () => [{ ...at, dataset, pollInterval: 100, refusalPatience: 1_000, onNotice() {} }],
      queueStatus: () => [at],
      runWorker: () => [
        {
          ...at,
          jobs: 1,
          threads: 1,
          data: [dataset],
          registry,
          machine: 'm',
          signal: AbortSignal.abort(),
          onEvent() {},
        },
      ],
      watchQueue: () => [{ ...at, interval: 10, signal: new AbortController().signal, onNotice() {} }],
    },
  );
});
