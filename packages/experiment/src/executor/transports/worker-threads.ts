// To worker threads of Node and Deno.
import { nodeWorkers } from '@mlp-lab/core';

/** Starts a thread. `../../task-thread.ts` is its script, which the build puts beside this module. */
export function startWorkerThread(url?: string | URL) {
  const { Worker: NodeWorker } = nodeWorkers();
  return new NodeWorker(url ? new URL(url, `file://${process.cwd()}/`) : new URL('./task-thread.js', import.meta.url));
}
