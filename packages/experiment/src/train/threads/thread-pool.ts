// One interface, two places: worker threads of Node, Web Workers of a browser.
import type { Dataset, ErrorCode } from '@mlp-lab/core';
import type { BackendOptions } from '../../backends/backend';
import { here } from '../../backends/here';
import type { RegistryModule } from '../registry-module';
import type { TaskOptions } from '../run-task';
import type { Task, TaskResult } from '../task';

export interface ThreadPool {
  /** Trains a task whose recipe says it all, or whose variant the registry module has. */
  run(task: Task, options: TaskOptions): Promise<TaskResult>;
  close(): Promise<void>;
}

/** How a failure crosses from a thread, where an error would lose its code. */
export interface WorkerFailure {
  failure: { code: ErrorCode; message: string };
}

export interface ThreadPoolOptions extends BackendOptions {
  dataset: Dataset;
  /** Threads. */
  count: number;
  registryModule?: RegistryModule;
}

/** A pool of threads over one copy of the images. Close it, or a program of Node does not end. */
export async function openThreadPool(options: ThreadPoolOptions): Promise<ThreadPool> {
  if (here === 'Node') return (await import('./node-threads')).openNodeThreads(options);
  return (await import('./web-threads')).openWebThreads(options);
}
