// The real 70,000 images, compared with the output of the notebook and with known facts about MNIST.
import type { Dataset } from '@mlp-lab/core';
import { type LoadProgress, loadMnist, pixelStatistics, toTrainingTensors } from '@mlp-lab/data-mnist';
import { beforeAll, describe, expect, it } from 'vitest';

describe('MNIST', () => {
  let mnist: Dataset;
  const progress: LoadProgress[] = [];
  beforeAll(async () => {
    mnist = await loadMnist({ onProgress: (step) => progress.push(step) });
  });

  it('has 60,000 training and 10,000 test images of 28 × 28 in ten classes', () => {
    expect(mnist).toMatchObject({
      name: 'mnist',
      classes: 10,
      train: { count: 60_000, height: 28, width: 28 },
      test: { count: 10_000, height: 28, width: 28 },
    });
  });

  it('has the shapes that the notebook prints', () => {
    const { train, test } = toTrainingTensors(mnist);
    expect([train.x.shape, test.x.shape, train.y.shape, test.y.shape]).toEqual([
      [60_000, 784],
      [10_000, 784],
      [60_000, 10],
      [10_000, 10],
    ]);
    expect([...train.y.data.subarray(0, 10)]).toEqual([0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
  });

  it('starts with a 5 for training and a 7 for testing', () => {
    expect(mnist.train.labels[0]).toBe(5);
    expect(mnist.test.labels[0]).toBe(7);
  });

  it('has the known number of training images of each digit', () => {
    const counts = new Array(10).fill(0);
    for (const label of mnist.train.labels) counts[label]++;
    expect(counts).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
  });

  it('has the mean and standard deviation that torchvision users pass to Normalize', () => {
    const { mean, deviation } = pixelStatistics(mnist.train);
    expect([(mean / 255).toFixed(4), (deviation / 255).toFixed(4)]).toEqual(['0.1307', '0.3081']);
    expect([mean.toFixed(3), deviation.toFixed(3)]).toEqual(['33.318', '78.567']);
  });

  it('reports the progress of each file', () => {
    expect(progress).toEqual([
      { file: 'train-images-idx3-ubyte', received: 47_040_016, total: 47_040_016 },
      { file: 'train-labels-idx1-ubyte', received: 60_008, total: 60_008 },
      { file: 't10k-images-idx3-ubyte', received: 7_840_016, total: 7_840_016 },
      { file: 't10k-labels-idx1-ubyte', received: 10_008, total: 10_008 },
    ]);
  });
});
