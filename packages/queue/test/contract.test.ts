// The contract of executors, over a real Redis and a worker of this process. The owner looks at the queue all the time, so that it
// finds results before their events.
import type { Worker } from 'node:worker_threads';
import { testExecutor } from '@mlp-lab/experiment/testing';
import { openQueue, runWorker } from '@mlp-lab/queue';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { hasRedis, sharedRedis } from '../../../testing/redis.mjs';

const threads = new Set<Worker>();
const note = (thread: Worker) => void threads.add(thread);
const ending = new AbortController();
let worker: Promise<void> | undefined;

describe.skipIf(!hasRedis)('over Redis', () => {
  beforeAll(() => {
    process.on('worker', note);
  });
  afterAll(async () => {
    process.off('worker', note);
    ending.abort();
    await worker;
  });

  testExecutor(
    {
      name: 'a queue',
      async open({ dataset, registry, jobs }) {
        const connection = (await sharedRedis()).url;
        const at = { connection, name: 'contract' };
        worker = runWorker({ ...at, jobs, registry, signal: ending.signal });
        return openQueue({ ...at, dataset, refusalPatience: 0, pollInterval: 1 });
      },
      crash() {
        for (const thread of threads) thread.postMessage(null); // no message of the protocol: the thread throws
      },
    },
    { describe, it },
  );
});
