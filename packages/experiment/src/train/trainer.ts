// Where tasks are trained: on the caller's thread, or on several of this machine's.
import type { Dataset } from '@mlp-lab/core';
import type { BuildTarget, Registry, Variant } from '@mlp-lab/models';
import type { BackendOptions } from '../backends/backend';
import { isBuiltIn } from '../plan/is-built-in';
import { runTask, type TaskOptions } from './run-task';
import type { Task, TaskResult } from './task';
import { openThreadPool } from './threads/thread-pool';

/** What trains the networks of a comparison. */
export interface Trainer {
  /** @param variant whose network the task is: registered or not */
  run(task: Task, variant: Variant, options: TaskOptions): Promise<TaskResult>;
  close(): Promise<void>;
}

export interface TrainerOptions extends BackendOptions {
  dataset: Dataset;
  registry: Registry;
  /** Worker threads (in a browser, Web Workers) beside the caller's; 0 trains on the caller's, one network after another. */
  threads: number;
}

/** A network or an optimizer of a plugin is code, which can't be sent to another thread: it trains on the caller's. */
export async function openTrainer({ dataset, registry, threads, wasmPaths }: TrainerOptions): Promise<Trainer> {
  const pool = threads > 0 ? await openThreadPool(dataset, threads, { wasmPaths }) : undefined;
  return {
    run(task, variant, options) {
      if (pool && isData(task, variant)) return pool.run(task, options);
      const build = (target: BuildTarget) => registry.build(variant, { ...target, recipe: task.recipe });
      return runTask(task, { dataset, build, wasmPaths, ...options });
    },
    close: async () => pool?.close(),
  };
}

/** Whether a task's recipe says all about its network, so that it can be trained anywhere. */
export function isData({ recipe }: Task, { build }: Variant): boolean {
  return build === undefined && isBuiltIn(recipe.optimizer);
}
