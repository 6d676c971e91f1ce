// Loads the data set of a command: its --data and --limit.
import { type Dataset, firstImages } from '@mlp-lab/core';
import { loadMnist } from '@mlp-lab/data-mnist';

export interface DataOptions {
  data?: string;
  limit?: number;
}

export async function loadDataset({ data, limit }: DataOptions): Promise<Dataset> {
  const dataset = await loadMnist(data === undefined ? {} : { source: data });
  if (limit === undefined) return dataset;
  return { ...dataset, train: firstImages(dataset.train, limit), test: firstImages(dataset.test, limit) };
}
