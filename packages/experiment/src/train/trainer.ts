// Where tasks are trained: on the caller's thread, or on several of this machine's.
import type { Dataset } from '@mlp-lab/core';
import type { BuildTarget, Registry, Variant } from '@mlp-lab/models';
import type { BackendOptions } from '../backends/backend';
import { isRegistered, type RegistryModule } from './registry-module';
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
  /** Where threads find the registry. Without it, networks of plugins, which are code, train on the caller's thread. */
  registryModule?: RegistryModule;
}

export async function openTrainer(options: TrainerOptions): Promise<Trainer> {
  const { dataset, registry, threads, registryModule, wasmPaths } = options;
  const pool = threads > 0 ? await openThreadPool({ dataset, count: threads, registryModule, wasmPaths }) : undefined;
  return {
    run(task, variant, options) {
      const isKnownToThreads = registryModule !== undefined && isRegistered(registry, variant);
      if (pool && (isData(task, variant) || isKnownToThreads)) return pool.run(task, options);
      const build = (target: BuildTarget) => registry.build(variant, { ...target, recipe: task.recipe });
      return runTask(task, { dataset, build, wasmPaths, ...options });
    },
    close: async () => pool?.close(),
  };
}

/** Whether a task's recipe says all about its network and names nothing of a plugin, so that it can be trained anywhere. */
export function isData({ recipe }: Task, { build }: Variant): boolean {
  const { optimizer, activation, kernelInitializer } = recipe;
  return build === undefined && ![optimizer.name, activation, kernelInitializer].some((name) => name.includes('/'));
}
