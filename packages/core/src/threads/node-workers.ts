// Access to Node's threads that no bundler for browsers follows.
import type * as WorkerThreads from 'node:worker_threads';

/** The module `node:worker_threads` of Node and Deno. */
export const nodeWorkers = (): typeof WorkerThreads => process.getBuiltinModule('node:worker_threads');

/** Whether this program runs in a browser: on a page or in one of its Web Workers. */
export function isBrowser(): boolean {
  return typeof process !== 'object' || process.versions?.node === undefined;
}
