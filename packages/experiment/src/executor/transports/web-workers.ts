// To Web Workers of a page.

/** Starts a worker. `../../task-thread.ts` is its script, which the build puts beside this module: bundlers find it by exactly this URL. */
export const startWebWorker = (url?: string | URL) =>
  url
    ? new Worker(url, { type: 'module' })
    : new Worker(new URL('./task-worker.js', import.meta.url), { type: 'module' });
