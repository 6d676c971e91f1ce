// The run folder that `plot`, `report` and `predict` name, opened with the user's plugins and data.
import type { RunChoice } from '@mlp-lab/report';
import { type OpenedRun, openRun as open } from '@mlp-lab/report/node';
import { loadDataset } from '../data/load-dataset';
import type { Setup } from '../plugins/setup';

export interface OpenOptions extends RunChoice {
  setup: Setup;
  /** Where the run's data is, if it is not the installed MNIST. */
  data?: string;
}

/** @throws MlpLabError as `openRun` of @mlp-lab/report. */
export async function openRun(path: string, { setup, data, variant, seed }: OpenOptions): Promise<OpenedRun> {
  return open(path, { registry: await setup.registry(), loadDataset: () => loadDataset({ data }), variant, seed });
}
