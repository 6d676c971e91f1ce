// Fewer images of a data set, with all of its classes: what --limit of the command line and the lab's field do.
import { checkCount, checkObject, type Dataset, groupedNumber, type ImageSet } from '@mlp-lab/core';
import { stratifiedIndices } from './assemble/stratify';
import { takeImages } from './assemble/take-images';
import { checkImageSet } from './check-image-set';

const SEED = 1;

/**
 * At most `limit` training images and as many test images, chosen by chance with a fixed seed: each class keeps its share, and at least
 * one image while there are as many places as classes. The images keep their order. A note of the data set says so. A data set that
 * has no more images is returned unchanged.
 *
 * @param limit of the training set and of the test set each, or one number for either.
 * @throws MlpLabError `invalid-argument` where `dataset` is no data set or a limit is not a positive integer.
 */
export function limitDataset(dataset: Dataset, limit: number | { train: number; test: number }): Dataset {
  const { train, test, notes = [] } = checkObject('dataset', dataset) as Dataset;
  checkImageSet('dataset.train', train);
  checkImageSet('dataset.test', test);
  const limits = typeof limit === 'object' && limit !== null ? limit : { train: limit, test: limit };
  checkCount('limit', limits.train);
  checkCount('limit', limits.test);
  const chosen = { train: choose(train, limits.train), test: choose(test, limits.test) };
  if (chosen.train === train && chosen.test === test) return dataset;
  const counts = (name: 'train' | 'test', word: string) =>
    chosen[name] === dataset[name]
      ? `all ${dataset[name].count} ${word}`
      : `${groupedNumber(chosen[name].count)} of ${groupedNumber(dataset[name].count)} ${word}`;
  const note = `Limited to ${counts('train', 'training')} and ${counts('test', 'test')} images: a stratified choice (seed ${SEED}), in which each class keeps its share.`;
  return { ...dataset, ...chosen, notes: [...notes, note] };
}

function choose(set: ImageSet, limit: number): ImageSet {
  if (limit >= set.count) return set;
  const indices = stratifiedIndices(set.labels, limit, SEED);
  const chosen = takeImages(set, indices);
  const before = places.get(set);
  places.set(chosen, before ? indices.map((index) => before[index]) : indices);
  return chosen;
}

const places = new WeakMap<ImageSet, Uint32Array>();

/** Where each image of a set that `limitDataset` chose stands in the whole set, from 0; undefined for any other set. */
export const limitedIndices = (set: ImageSet): Uint32Array | undefined =>
  places.get(checkObject('set', set) as ImageSet)?.slice();
