// Loads the data set of a command: its --data and --limit.
import type { Dataset } from '@mlp-lab/core';
import { limitDataset, loadMnist } from '@mlp-lab/data-mnist';

export interface DataOptions {
  data?: string;
  limit?: number;
}

export async function loadDataset({ data, limit }: DataOptions): Promise<Dataset> {
  const dataset = await loadMnist(data === undefined ? {} : { source: data });
  return limit === undefined ? dataset : limitDataset(dataset, limit);
}
