// Where tasks are trained: on the caller's thread, or on several of Node's.
import type { Dataset } from '@mlp-lab/core';
import type { Registry } from '@mlp-lab/models';
import { type RunTaskOptions, runTask } from './run-task';
import type { Task, TaskResult } from './task';

export interface Trainer {
  run(task: Task, options: Pick<RunTaskOptions, 'onProgress' | 'signal'>): Promise<TaskResult>;
  close(): Promise<void>;
}

/**
 * @param options.jobs threads; 1 is the caller's own. A variant with a `build` of its own is code, which can't be sent to
 * another thread: it trains on the caller's.
 */
export async function openTrainer({
  dataset,
  registry,
  jobs,
}: {
  dataset: Dataset;
  registry: Registry;
  jobs: number;
}): Promise<Trainer> {
  const pool = jobs > 1 ? (await import('./thread-pool')).openThreadPool(dataset, jobs) : undefined;
  return {
    run(task, options) {
      const isCode = registry.get(task.variant).build !== undefined;
      if (pool && !isCode) return pool.run(task, options);
      const { recipe } = task;
      return runTask(task, {
        dataset,
        build: (target) => registry.build(task.variant, { ...target, recipe }),
        ...options,
      });
    },
    close: async () => pool?.close(),
  };
}
