// Loads the data set of a command: its --data and --limit.
import type { Dataset } from '@mlp-lab/core';
import { limitDataset, loadMnist } from '@mlp-lab/data-mnist';

export interface DataOptions {
  data?: string;
  limit?: number;
}

export async function loadDataset({ data, limit }: DataOptions): Promise<Dataset> {
  const dataset = await (data === undefined ? loadInstalled() : loadMnist({ source: data }));
  return limit === undefined ? dataset : limitDataset(dataset, limit);
}

let installed: Promise<Dataset> | undefined;

/** MNIST, which is installed and stays the same: unpacked once, though a command trains on it and then draws its digits in a report. */
function loadInstalled(): Promise<Dataset> {
  installed ??= loadMnist().catch((error) => {
    installed = undefined;
    throw error;
  });
  return installed;
}
