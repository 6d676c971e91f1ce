// Starts a thread that runs this package's worker.js.
import { isBrowser, nodeWorkers } from '@mlp-lab/core/common';

// Bundlers look for exactly `new Worker(new URL('./worker.js', import.meta.url), …)`.
export function startWorker(workerUrl?: string | URL) {
  if (isBrowser())
    return workerUrl
      ? new Worker(workerUrl, { type: 'module' })
      : new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
  const { Worker: NodeWorker } = nodeWorkers();
  return new NodeWorker(
    workerUrl ? new URL(workerUrl, `file://${process.cwd()}/`) : new URL('./worker.js', import.meta.url),
  );
}
