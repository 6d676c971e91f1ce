import type { Dataset, ImageSet } from '@mlp-lab/core';
import { describeDataset, limitDataset, limitedIndices } from '@mlp-lab/data-mnist';
import { expect, it } from 'vitest';

/** Images of one pixel, whose value is their index, with sorted labels: sizes[label] of each. */
function sorted(...sizes: number[]): ImageSet {
  const labels = Uint8Array.from(sizes.flatMap((size, label) => Array(size).fill(label)));
  return { images: labels.map((_, i) => i), labels, count: labels.length, height: 1, width: 1 };
}

const dataset: Dataset = { name: 'sorted', classes: 4, train: sorted(60, 30, 9, 1), test: sorted(6, 3, 1, 0) };
const counts = ({ labels }: ImageSet) => [0, 1, 2, 3].map((label) => labels.filter((one) => one === label).length);

it('a limited data set keeps all classes, each with its share, in the order of the images', () => {
  const { train, test, notes } = limitDataset(dataset, 20);
  expect(counts(train)).toEqual([12, 6, 1, 1]); // 12, 6, 1.8, 0.2: the rare class keeps its one image, at the cost of the next
  expect([...train.images]).toEqual([...train.images].sort((a, b) => a - b));
  expect(test).toBe(dataset.test);
  expect(notes).toEqual([
    'Limited to 20 of 100 training and all 10 test images: a stratified choice (seed 1), in which each class keeps its share.',
  ]);
});

it('the same images are chosen each time, and by chance', () => {
  const chosen = limitDataset(dataset, 20);
  expect(limitDataset(dataset, 20)).toEqual(chosen);
  expect([...chosen.train.images.slice(0, 12)]).not.toEqual(Array.from({ length: 12 }, (_, i) => i));
});

it('each image of a limited set says where it stands in the whole set, also if that was limited before', () => {
  const once = limitDataset(dataset, 20);
  expect([...limitedIndices(once.train)!]).toEqual([...once.train.images]); // a pixel is its index
  const twice = limitDataset(once, 9);
  expect([...limitedIndices(twice.train)!]).toEqual([...twice.train.images]);
  expect(limitedIndices(once.test)).toBeUndefined(); // whole
});

it('fewer places than classes go to the largest classes; a limit beyond the data changes nothing', () => {
  expect(counts(limitDataset(dataset, 2).train)).toEqual([1, 1, 0, 0]);
  expect(limitDataset(dataset, 100)).toBe(dataset);
});

it('a description names what is odd', async () => {
  const { oddities, train } = await describeDataset(dataset);
  expect(train.counts).toEqual([60, 30, 9, 1]);
  expect(oddities).toEqual([
    'The training labels are sorted: its first and its last images hold few classes, and validation takes the last ones.',
    'The test labels are sorted: its first and its last images hold few classes.',
    'The test set has no image of 1 class: 3.',
    '10 test images are in the training set too, 4 of them under another label.',
  ]);
});
