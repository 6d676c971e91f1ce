// A comparison in this page → all that its charts and its report.html are made from.
import type { Dataset } from '@mlp-lab/core';
import type { Report } from '@mlp-lab/experiment';
import type { Registry } from '@mlp-lab/models';
import type { ChosenRun, RunData } from '@mlp-lab/report';
import type { Results } from './answers';
import type { RunState } from './run-state';

export interface RunSources {
  report: Report;
  chosen: ChosenRun;
  state: RunState;
  results: Results;
  /** The images that the run uses. */
  dataset: Dataset;
  registry: Registry;
  /** How many training images there are in total. */
  available: number;
}

export function runData({ report, chosen, state, results, dataset, registry, available }: RunSources) {
  return {
    report,
    chosen,
    isComplete: state.done === state.tasks.length,
    config: state.config,
    networks: results,
    dataset: async () => dataset,
    available: async () => available,
    registry,
    model: async (id) => results.get(id)?.result.model,
  } satisfies RunData;
}
