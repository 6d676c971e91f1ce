export { clearQueue } from './clear-queue';
export type { QueueConnection } from './connection';
export { type OpenQueueOptions, openQueue, type TaskQueue } from './open-queue';
export type { Machine } from './presence';
export { queueStatus, type WatchOptions, watchQueue } from './queue-status';
export { runWorker } from './run-worker';
export type { QueueStatus, TaskCounts } from './status-reader';
export type { WorkerEvent, WorkerOptions } from './worker-context';
