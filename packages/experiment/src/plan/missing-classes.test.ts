import type { Dataset, ImageSet } from '@mlp-lab/core';
import { createRegistry, notebook } from '@mlp-lab/models';
import { expect, it } from 'vitest';
import { missingClasses } from './missing-classes';
import { plan } from './plan';

const set = (...labels: number[]): ImageSet => ({
  images: new Uint8Array(labels.length),
  labels: Uint8Array.from(labels),
  count: labels.length,
  height: 1,
  width: 1,
});

function told(train: ImageSet, test: ImageSet, validationSplit: number): string[] {
  const dataset: Dataset = { name: 'small', classes: 3, train, test };
  const overrides = { set: { validationSplit } };
  const registry = createRegistry([notebook()]);
  const asked = { registry, variants: ['relu'], baseline: 'baseline', seeds: [1], backend: 'engine', overrides };
  return missingClasses(plan({ ...asked, dataset, protocol: 'as-published' }));
}

it('says nothing of a data set with every class in every part', () => {
  expect(told(set(0, 1, 2, 0, 1, 2), set(2, 1, 0), 0.5)).toEqual([]);
});

it('tells the part that lacks a class', () => {
  expect(told(set(0, 1, 0, 2, 1, 0), set(0, 1, 1), 0.5)).toEqual([
    'of the 3 images for training (without the last 50 %), none is of class 2',
    'of the 3 images for test, none is of class 2',
  ]);
  expect(told(set(0, 1, 2, 0), set(0, 1, 2), 0.25)).toEqual(['the only image for validation is not of classes 1, 2']);
});

it('tells a label that occurs in no image once', () => {
  expect(told(set(0, 1), set(1, 0), 0)).toEqual(['no image is of class 2: their outputs can only learn to be 0']);
});
