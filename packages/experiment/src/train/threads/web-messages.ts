// What a page and its training workers say to each other.
import type { Dataset } from '@mlp-lab/core';
import type { Task, TaskProgress, TaskResult } from '../task';
import type { WorkerFailure } from './thread-pool';

/** To a worker: once, the images; then one network after another. */
export type ToWorker = { kind: 'dataset'; dataset: Dataset } | { kind: 'train'; task: Task };

/** From a worker. `crashed`: a defect, in words. */
export type FromWorker =
  | { kind: 'progress'; progress: TaskProgress }
  | { kind: 'done'; result: TaskResult }
  | ({ kind: 'failed' } & WorkerFailure)
  | { kind: 'crashed'; message: string };
