// Where tasks are trained: on the caller's thread, or on several of Node's.
import type { Dataset } from '@mlp-lab/core';
import type { BuildTarget, Registry, Variant } from '@mlp-lab/models';
import { isBuiltIn } from '../plan/is-built-in';
import { type RunTaskOptions, runTask } from './run-task';
import type { Task, TaskResult } from './task';

export interface Trainer {
  /** @param variant whose network the task is: registered or not */
  run(task: Task, variant: Variant, options: Pick<RunTaskOptions, 'onProgress' | 'signal'>): Promise<TaskResult>;
  close(): Promise<void>;
}

/**
 * @param options.jobs threads; 1 is the caller's own. A network or an optimizer of a plugin is code, which can't be sent to
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
    run(task, variant, options) {
      const { recipe } = task;
      const isData = variant.build === undefined && isBuiltIn(recipe.optimizer);
      if (pool && isData) return pool.run(task, options);
      const build = (target: BuildTarget) => registry.build(variant, { ...target, recipe });
      return runTask(task, { dataset, build, ...options });
    },
    close: async () => pool?.close(),
  };
}
