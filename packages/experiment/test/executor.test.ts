// The contract of executors on this thread, on worker threads, and on a page that is reached by JSON alone.
import type { Worker } from 'node:worker_threads';
import {
  connect,
  decode,
  encode,
  type FromPage,
  openExecutor,
  openPageTransport,
  serveTasks,
  type ToPage,
} from '@mlp-lab/experiment';
import { type ExecutorHarness, testExecutor } from '@mlp-lab/experiment/testing';
import { afterAll, beforeAll, describe, it } from 'vitest';

testExecutor(
  {
    name: 'an executor on this thread',
    open: ({ dataset, registry }) => openExecutor({ dataset, registry, jobs: 0 }),
  },
  { describe, it },
);

const workers = new Set<Worker>();
const note = (worker: Worker) => void workers.add(worker);
beforeAll(() => void process.on('worker', note));
afterAll(() => void process.off('worker', note));

testExecutor(
  {
    name: 'an executor on worker threads',
    open: ({ dataset, registry, jobs }) => openExecutor({ dataset, registry, jobs }),
    crash() {
      for (const worker of workers) worker.postMessage(null); // no message of the protocol: the worker throws
    },
  },
  { describe, it },
);

/** The page's end without a browser: what it reads line by line, and what it posts. */
function page(): ExecutorHarness {
  let post: (message: FromPage) => void;
  let close: () => void;
  return {
    name: 'an executor on a page, by JSON alone',
    open({ dataset, registry }) {
      const transport = openPageTransport({ events: () => [] });
      post = (message) => transport.receive(JSON.parse(JSON.stringify(encode([message]))));
      const serve = serveTasks({ dataset, registry }, (reply) => post({ kind: 'reply', reply }));
      transport.attach({
        write(line) {
          const message = decode(JSON.parse(line)) as ToPage<never>;
          if (message.kind !== 'request') return;
          const { request } = message;
          serve(request);
          close = () => serve({ kind: 'abort', id: request.id });
        },
        end: async () => {},
      });
      return connect(transport);
    },
    crash() {
      post({ kind: 'failed', message: 'it was closed' });
      close(); // a page that is closed trains no more; this one would, on the thread of all tests after it
    },
    replaces: false,
  };
}
testExecutor(page(), { describe, it });
