// Starts threads that run this package's scripts.
import { isBrowser, nodeWorkers } from '@mlp-lab/core/common';

// Bundlers look for exactly `new Worker(new URL('./….js', import.meta.url), …)`.

/** A thread that trains whole networks, or in a team. */
export function startWorker(workerUrl?: string | URL) {
  if (!isBrowser()) return inNode(workerUrl, new URL('./worker.js', import.meta.url));
  return workerUrl
    ? new Worker(workerUrl, { type: 'module' })
    : new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
}

/** A thread for a team. */
export function startTeamWorker(workerUrl?: string | URL) {
  if (!isBrowser()) return inNode(workerUrl, new URL('./team-worker.js', import.meta.url));
  return workerUrl
    ? new Worker(workerUrl, { type: 'module' })
    : new Worker(new URL('./team-worker.js', import.meta.url), { type: 'module' });
}

function inNode(workerUrl: string | URL | undefined, own: URL) {
  const { Worker: NodeWorker } = nodeWorkers();
  return new NodeWorker(workerUrl ? new URL(workerUrl, `file://${process.cwd()}/`) : own);
}
