// A comparison that a person asked for, on Web Workers of this page.
import { type Dataset, firstImages } from '@mlp-lab/core';
import {
  type CompareEvent,
  compare,
  openTrainer,
  type RegistryModule,
  type Report,
  type Task,
  type TaskResult,
  type Trainer,
} from '@mlp-lab/experiment';
import type { Registry } from '@mlp-lab/models';
import type { Settings } from './settings';

export interface RunHereOptions {
  registry: Registry;
  /** Where workers find it. */
  registryModule?: RegistryModule;
  dataset: Dataset;
  settings: Settings;
  signal: AbortSignal;
  onEvent(event: CompareEvent): void;
  onResult(task: Task, result: TaskResult): void;
}

/** @throws MlpLabError as `compare` does. */
export async function runHere({
  registry,
  registryModule,
  dataset,
  settings,
  signal,
  onEvent,
  onResult,
}: RunHereOptions): Promise<Report> {
  const { jobs, limit: _, ...asked } = settings;
  const threads = await openTrainer({ dataset, registry, registryModule, threads: jobs });
  const trainer: Trainer = {
    ...threads,
    async run(task, variant, options) {
      const result = await threads.run(task, variant, { ...options, keepModel: true }); // for the charts of its weights
      onResult(task, result);
      return result;
    },
  };
  try {
    return await compare({ ...asked, registry, dataset, jobs, trainer, signal, onProgress: onEvent });
  } finally {
    await threads.close();
  }
}

/** The part of a data set that a run is about. */
export function limited(dataset: Dataset, limit: number | undefined): Dataset {
  if (limit === undefined) return dataset;
  return { ...dataset, train: firstImages(dataset.train, limit), test: firstImages(dataset.test, limit) };
}
