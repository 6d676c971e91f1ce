// RUN of `plot`, `report` and `predict`: opened with the user's plugins and data.
import { arch, platform } from 'node:os';
import type { RunChoice } from '@mlp-lab/report';
import { type OpenedRun, openRun as open } from '@mlp-lab/report/node';
import packageJson from '../package.json' with { type: 'json' };
import { loadDataset } from './dataset';
import type { Prepared } from './prepare-command';

export interface OpenOptions extends RunChoice, Prepared {
  /** Where the run's data is, if it is not the installed MNIST. */
  data?: string;
}

/** @throws MlpLabError as `openRun` of @mlp-lab/report. */
export async function openRun(path: string, { setup, data, variant, seed }: OpenOptions): Promise<OpenedRun> {
  return open(path, { registry: await setup.registry(), loadDataset: () => loadDataset({ data }), variant, seed });
}

/** What makes the pages. */
export const madeBy = `mlp-lab ${packageJson.version} on Node ${process.versions.node} (${platform()}, ${arch()})`;
