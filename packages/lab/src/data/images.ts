// The images that are here so far, and those of them that settings ask for.
import type { Dataset, ImageSet } from '@mlp-lab/core';
import { limitDataset } from '@mlp-lab/data-mnist';
import type { PageData } from '@mlp-lab/experiment';

/** Each is absent while it is on its way. */
export interface Images {
  readonly first?: Dataset;
  readonly all?: Dataset;
}

/** As `--limit` chooses them; undefined while they are on their way. */
export function imagesFor({ first, all }: Images, limit: number | undefined): Dataset | undefined {
  if (first && limit === first.train.count) return first;
  return all && limited(all, limit);
}

/** The same object each time, since another data set means other threads. */
function limited(dataset: Dataset, limit: number | undefined): Dataset {
  if (limit === undefined || limit >= dataset.train.count) return dataset;
  const known = limitedSets.get(dataset)?.get(limit) ?? limitDataset(dataset, limit);
  limitedSets.set(dataset, new Map(limitedSets.get(dataset)).set(limit, known));
  return known;
}

const limitedSets = new WeakMap<Dataset, ReadonlyMap<number, Dataset>>();

/** What the page shows until images are there. */
export const noImages = ({ name, classes, classNames }: PageData): Dataset => ({
  name,
  classes,
  train: NONE,
  test: NONE,
  ...(classNames && { classNames }),
});

const NONE: ImageSet = { images: new Uint8Array(0), labels: new Uint8Array(0), count: 0, height: 28, width: 28 };
