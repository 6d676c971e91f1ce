import { toTrainingTensors } from '@mlp-lab/data-mnist';
import { expect, it } from 'vitest';
import { tinyDataset } from '../testing/tiny-dataset';
import { rememberScaledImages } from './scaled-images';

it('makes the tensors again for another scale or other images only', () => {
  const scaledImages = rememberScaledImages();
  const unit = scaledImages(tinyDataset, 'unit');
  expect(scaledImages({ ...tinyDataset, digest: 'known' }, 'unit')).toBe(unit);
  expect(scaledImages(tinyDataset, 'standard')).toEqual(toTrainingTensors(tinyDataset, { scale: 'standard' }));
  const reversed = { ...tinyDataset, train: { ...tinyDataset.train, images: tinyDataset.train.images.toReversed() } };
  expect(scaledImages(reversed, 'unit')).toEqual(toTrainingTensors(reversed, { scale: 'unit' }));
});
