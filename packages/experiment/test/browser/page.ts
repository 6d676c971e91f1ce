// The page's side: gives the test what it runs.

import { openExecutor } from '@mlp-lab/experiment';
import { type ExecutorHarness, executorContract } from '@mlp-lab/experiment/testing';
import { failureOnThreads, smallComparison } from './small-comparison';

const workers: Worker[] = [];
const NativeWorker = Worker;
globalThis.Worker = class extends NativeWorker {
  constructor(url: string | URL, options?: WorkerOptions) {
    super(url, options);
    workers.push(this);
  }
};

const harness: ExecutorHarness = {
  name: 'an executor on Web Workers',
  open: ({ dataset, registry, jobs }) => openExecutor({ dataset, registry, jobs }),
  crash() {
    for (const worker of workers) worker.postMessage(null); // no message of the protocol: the worker throws
  },
};
const contract = executorContract(harness);

/** Runs one test of the contract. */
export const keepsContract = (name: string) => contract.find((test) => test.name === name)!.run();

Object.assign(globalThis, { failureOnThreads, keepsContract, smallComparison });
