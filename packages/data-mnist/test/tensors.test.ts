import type { Dataset, ImageSet } from '@mlp-lab/core';
import { flatten, oneHot, pixelStatistics, toTensors, toTrainingTensors } from '@mlp-lab/data-mnist';
import { describe, expect, it } from 'vitest';

const setOf = (pixels: number[], labels: number[]): ImageSet => ({
  images: Uint8Array.from(pixels),
  labels: Uint8Array.from(labels),
  count: labels.length,
  height: 1,
  width: 2,
});
const set = setOf([0, 51, 255, 102], [2, 0]);
const flat = setOf([9, 9, 9, 9], [0, 1]);

describe('oneHot', () => {
  it('writes a one at each label', () => {
    expect(oneHot([2, 0, 1], 3)).toEqual({ data: Float32Array.of(0, 0, 1, 1, 0, 0, 0, 1, 0), shape: [3, 3] });
  });

  it.each([3, -1, 0.5, Number.NaN])('refuses a label of %s and says where it is', (label) => {
    expect(() => oneHot([0, label], 3)).toThrow(
      `label out of range at index 1: expected an integer from 0 to 2, received ${label}`,
    );
  });

  it.each([0, 2.5])('refuses %s classes', (classes) => {
    expect(() => oneHot([0], classes)).toThrow(`classes: expected an integer of at least 1, received ${classes}`);
  });
});

describe('flatten', () => {
  it('gives one image per row, without a copy', () => {
    const { data, shape } = flatten(set);
    expect(shape).toEqual([2, 2]);
    expect(data).toBe(set.images);
  });

  it('refuses a set whose sizes do not match its images', () => {
    expect(() => flatten({ ...set, count: 3 })).toThrow(
      'set.images: expected 6 numbers (count × height × width), received 4',
    );
  });
});

describe('pixelStatistics', () => {
  it('gives the mean and the deviation of all pixels together', () => {
    // 0, 51, 255, 102: mean 102, squared distances 10404 + 2601 + 23409 + 0 = 36414, a quarter of it 9103.5
    expect(pixelStatistics(set)).toEqual({ mean: 102, deviation: Math.sqrt(9103.5) });
  });

  it('gives a deviation of 0 where all pixels are equal', () => {
    expect(pixelStatistics(flat)).toEqual({ mean: 9, deviation: 0 });
  });
});

describe('toTensors', () => {
  it('leaves the pixels unchanged by default, without a copy, and encodes for ten classes', () => {
    const { x, y } = toTensors(set);
    expect(x.data).toBe(set.images);
    expect(x.shape).toEqual([2, 2]);
    expect(y.shape).toEqual([2, 10]);
    expect(y.data).toEqual(oneHot([2, 0], 10).data);
  });

  it('divides by 255 for unit', () => {
    // 51/255 and 102/255, each the nearest float32
    expect(toTensors(set, { scale: 'unit' }).x.data).toEqual(Float32Array.of(0, 0.2, 1, 0.4));
  });

  it("scales with the set's own statistics for standard", () => {
    const deviation = Math.sqrt(9103.5);
    expect(toTensors(set, { scale: 'standard' }).x.data).toEqual(
      Float32Array.of(-102 / deviation, -51 / deviation, 153 / deviation, 0),
    );
  });

  it('scales with the given statistics for standard', () => {
    const statistics = { mean: 51, deviation: 2 };
    expect(toTensors(set, { scale: 'standard', statistics }).x.data).toEqual(Float32Array.of(-25.5, 0, 102, 25.5));
  });

  it('gives zeros where all pixels are equal', () => {
    expect(toTensors(flat, { scale: 'standard' }).x.data).toEqual(new Float32Array(4));
  });

  it('encodes for the given number of classes, and refuses a label beyond them', () => {
    expect(toTensors(set, { classes: 3 }).y.shape).toEqual([2, 3]);
    expect(() => toTensors(set, { classes: 2 })).toThrow('label out of range at index 0');
  });

  it('refuses an unknown scale', () => {
    const scale = 'minmax' as 'unit';
    expect(() => toTensors(set, { scale })).toThrow("scale: expected 'none', 'unit' or 'standard', received 'minmax'");
  });

  it.each([
    { mean: Number.NaN, deviation: 1 },
    { mean: 0, deviation: -1 },
    { mean: 0, deviation: Number.NaN },
  ])('refuses the statistics %o', (statistics) => {
    expect(() => toTensors(set, { scale: 'standard', statistics })).toThrow(
      /^statistics\.(mean|deviation): expected a finite number/,
    );
  });
});

describe('toTrainingTensors', () => {
  const dataset: Dataset = { name: 'pairs', classes: 4, train: flat, test: set };

  it('scales the test set with the statistics of the training set', () => {
    // the training set's mean is 9 and its deviation 0, which counts as 1
    const { train, test } = toTrainingTensors(dataset, { scale: 'standard' });
    expect(train.x.data).toEqual(new Float32Array(4));
    expect(test.x.data).toEqual(Float32Array.of(-9, 42, 246, 93));
  });

  it("encodes for the data set's number of classes and leaves the pixels unchanged by default", () => {
    const { train, test } = toTrainingTensors(dataset);
    expect([train.y.shape, test.y.shape]).toEqual([
      [2, 4],
      [2, 4],
    ]);
    expect(test.x.data).toBe(set.images);
  });
});
