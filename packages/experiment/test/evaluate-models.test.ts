// Models that are handed in: tested on the test images, and voting on them.
import type { Dataset, ImageSet } from '@mlp-lab/core';
import { evaluateModels, loadBackend, voteModels } from '@mlp-lab/experiment';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Images of two pixels, of which the brighter one is the class. */
const set: ImageSet = {
  images: Uint8Array.of(255, 0, 0, 255, 200, 100, 50, 60),
  labels: Uint8Array.of(0, 1, 0, 0),
  count: 4,
  height: 1,
  width: 2,
};
const dataset = { name: 'two', classes: 2, train: set, test: set } as Dataset;
const models: LayersModel[] = [];

/** score of class k = factor · pixel k */
async function model(factor: number, activation: 'linear' | 'softmax', inputShape = [2]): Promise<LayersModel> {
  const { tf } = await loadBackend('cpu');
  const flat = inputShape.length > 1 ? [tf.layers.flatten({ inputShape })] : [];
  const dense = tf.layers.dense({ units: 2, useBias: false, activation, ...(flat.length === 0 && { inputShape }) });
  const made = tf.sequential({ layers: [...flat, dense] });
  dense.setWeights([tf.tensor2d([factor, 0, 0, factor], [2, 2])]);
  models.push(made);
  return made;
}

let good: LayersModel;
let logits: LayersModel;
let wrong: LayersModel;
beforeAll(async () => {
  good = await model(2, 'softmax', [1, 2, 1]);
  logits = await model(2, 'linear');
  wrong = await model(-2, 'softmax');
});
afterAll(() => {
  for (const each of models) each.dispose();
});

describe('evaluateModels', () => {
  it('gives accuracy, loss and confusion, and turns logits into probabilities', async () => {
    const given = [
      { name: 'good', model: good, scale: 'unit' as const },
      { name: 'logits', model: logits, scale: 'unit' as const },
    ];
    const [a, b] = await evaluateModels(given, { dataset });
    expect(a).toMatchObject({ name: 'good', scale: 'unit', output: 'probabilities', accuracy: 0.75, parameters: 4 });
    expect(a.confusion).toEqual([
      [2, 1],
      [0, 1],
    ]);
    const p = (x: number, y: number) => 1 / (1 + Math.exp((-2 * (x - y)) / 255)); // of the class whose pixel is x
    const losses = [p(255, 0), p(255, 0), p(200, 100), p(50, 60)].map((probability) => -Math.log(probability));
    expect(a.loss).toBeCloseTo(losses.reduce((sum, loss) => sum + loss, 0) / 4, 6);
    expect(b).toMatchObject({ output: 'logits', accuracy: 0.75 });
    expect(b.loss).toBeCloseTo(a.loss, 6);
  });

  it('refuses no models, other images and other classes', async () => {
    await expect(evaluateModels([], { dataset })).rejects.toThrow('expected at least one, received none');
    const other = await model(1, 'softmax', [2, 2]).catch(() => undefined);
    expect(other).toBeUndefined(); // its weights have another shape
    const wide = { ...set, labels: set.labels.slice(0, 2), width: 4, count: 2 };
    const ofWidth4 = { ...dataset, train: wide, test: wide };
    await expect(evaluateModels([{ name: 'm', model: good }], { dataset: ofWidth4 })).rejects.toThrow(
      'm: expected a network for images of 1 × 4 pixels, received one for rows of [1,2,1] numbers',
    );
    await expect(evaluateModels([{ name: 'm', model: good }], { dataset: { ...dataset, classes: 3 } })).rejects.toThrow(
      'm: expected a network for 3 classes, received one for 2',
    );
  });
});

describe('voteModels', () => {
  it('counts votes, with weights', async () => {
    const given = [
      { name: 'good', model: good, scale: 'unit' as const },
      { name: 'wrong', model: wrong, scale: 'unit' as const },
    ];
    const vote = await voteModels(given, { dataset, voting: 'hard', weights: [2, 1] });
    expect(vote.accuracy).toBe(0.75);
    expect(vote.members.map(({ accuracy }) => accuracy)).toEqual([0.75, 0.25]);
    expect(vote.ensemble.disagreement[0][1]).toBe(1);
    expect((await voteModels(given, { dataset, voting: 'hard', weights: [1, 2] })).accuracy).toBe(0.25);
  });

  it('refuses a single model, and other numbers of weights', async () => {
    const one = [{ name: 'good', model: good }];
    await expect(voteModels(one, { dataset })).rejects.toThrow('expected at least two for a vote, received 1');
    await expect(voteModels([...one, ...one], { dataset, weights: [1] })).rejects.toThrow('expected 2, one per model');
  });
});
