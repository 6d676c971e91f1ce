// A data set → the part of it that a run used.
import { type Dataset, firstImages } from '@mlp-lab/core';
import { datasetDigest, limitDataset } from '@mlp-lab/data-mnist';
import type { DatasetInfo } from '../report/dataset-info';

/**
 * As many images as a run used, with their digest: a stratified choice, or, as programs and the first run folders have it, the first
 * ones. Whether they are the run's, `isSameDataset` says.
 *
 * @throws MlpLabError `invalid-argument` where `whole` is no data set.
 */
export async function imagesOfRun(whole: Dataset, info: DatasetInfo): Promise<Dataset> {
  const first = { ...whole, train: firstImages(whole.train, info.train), test: firstImages(whole.test, info.test) };
  const dataset = { ...first, digest: await datasetDigest(first) };
  if (info.digest === undefined || info.digest === dataset.digest) return dataset;
  const chosen = limitDataset(whole, info);
  return { ...chosen, digest: await datasetDigest(chosen) };
}
