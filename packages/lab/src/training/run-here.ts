// A comparison that a person started in the lab, on Web Workers of this page.
import type { Dataset } from '@mlp-lab/core';
import { limitDataset } from '@mlp-lab/data-mnist';
import {
  type Assignment,
  type CompareEvent,
  compare,
  type Executor,
  openExecutor,
  type RegistryModule,
  type Report,
  type Task,
  type TaskResult,
} from '@mlp-lab/experiment';
import { wasmPaths } from '@mlp-lab/experiment/wasm-paths';
import type { Registry } from '@mlp-lab/models';
import type { RunSettings } from './settings';

export interface RunHereOptions {
  registry: Registry;
  /** Where workers find the registry. */
  registryModule?: RegistryModule;
  dataset: Dataset;
  settings: RunSettings;
  signal: AbortSignal;
  onEvent(event: CompareEvent): void;
  onResult(task: Task, result: TaskResult): void;
}

/** @throws MlpLabError as `compare`. */
export async function runHere(options: RunHereOptions): Promise<Report> {
  const { registry, registryModule, dataset, settings, signal, onEvent, onResult } = options;
  const { jobs, limit: _, ...asked } = settings;
  const threads = openExecutor({ dataset, registry, registryModule, threads: jobs, wasmPaths });
  const executor = reporting(threads, onResult, { keepModel: true }); // for the charts of its weights
  try {
    return await compare({ ...asked, registry, dataset, jobs, executor, signal, onProgress: onEvent });
  } finally {
    await executor.close();
  }
}

/** The same executor; `onResult` receives each result, too. */
export function reporting(
  executor: Executor,
  onResult: RunHereOptions['onResult'],
  options: Pick<Assignment, 'keepModel'> = {},
): Executor {
  return {
    close: executor.close,
    get lost() {
      return executor.lost;
    },
    async run(assignment, callbacks) {
      const result = await executor.run({ ...assignment, ...options }, callbacks);
      onResult(assignment.task, result);
      return result;
    },
  };
}

/** Fewer images of a data set, as `--limit` chooses them. */
export function limited(dataset: Dataset, limit: number | undefined): Dataset {
  return limit === undefined ? dataset : limitDataset(dataset, limit);
}
