// What a page and its training workers say to each other.
import type { Dataset } from '@mlp-lab/core';
import type { BackendOptions } from '../../backends/backend';
import type { RegistryModule } from '../registry-module';
import type { Task, TaskProgress, TaskResult } from '../task';
import type { WorkerFailure } from './thread-pool';

/** To a worker: once, what all tasks share; then one network after another. */
export type ToWorker =
  | ({ kind: 'start'; dataset: Dataset; registryModule?: RegistryModule } & BackendOptions)
  | { kind: 'train'; task: Task; keepModel?: boolean };

/** From a worker. `crashed`: a defect, in words. */
export type FromWorker =
  | { kind: 'progress'; progress: TaskProgress }
  | { kind: 'done'; result: TaskResult }
  | ({ kind: 'failed' } & WorkerFailure)
  | { kind: 'crashed'; message: string };
