// To worker threads of Node and Deno.
import { nodeWorkers } from '@mlp-lab/core';

/** Starts a thread. `../../task-worker.ts` is its script, which the build puts beside this module. */
export function startWorkerThread() {
  const { Worker: NodeWorker } = nodeWorkers();
  return new NodeWorker(new URL('./task-worker.js', import.meta.url));
}
