import { classifierOf, VotingClassifier } from '@mlp-lab/ensemble';
import { expect, it } from 'vitest';

/** As ml.js's classifiers: `train` and `predict`, no `fit`, no `clone`. */
class Nearest {
  #rows: number[][] = [];
  #labels: number[] = [];
  train(rows: number[][], labels: number[]) {
    this.#rows = rows;
    this.#labels = labels;
  }
  predict(rows: number[][]) {
    return rows.map(([value]) => {
      const distances = this.#rows.map(([known]) => Math.abs(known - value));
      return this.#labels[distances.indexOf(Math.min(...distances))];
    });
  }
}

const x = [[0], [1], [10], [11]];
const y = ['low', 'low', 'high', 'high'];
const train = (rows: number[][], labels: number[]) => {
  const model = new Nearest();
  model.train(rows, labels);
  return model;
};

it('makes a member of a classifier that has train and predict', async () => {
  const clf = await new VotingClassifier([['nearest', classifierOf(train)]]).fit(x, y);
  expect(await clf.predict([[2], [9]])).toEqual(['low', 'high']);
});

it('votes softly with the probabilities that it is given', async () => {
  const predictProba = (model: Nearest, rows: number[][]) =>
    model.predict(rows).map((label) => (label === 0 ? [0.9, 0.1] : [0.2, 0.8]));
  const member = classifierOf(train, { predictProba });
  const clf = await new VotingClassifier([['nearest', member]], { voting: 'soft' }).fit(x, y);
  expect(await clf.predictProba([[2]])).toEqual([[0.2, 0.8]]); // classes are high, low
});

it('trains a new model in every fit, and says that there is none before', () => {
  const member = classifierOf(train);
  expect(() => member.predict(x)).toThrowError('this classifier is not fitted yet: call fit(x, y) first');
  expect(member.clone()).not.toBe(member);
});

it('is what the error names where such a classifier is handed in bare', async () => {
  const bare = new Nearest() as never;
  await expect(new VotingClassifier([['nearest', bare]]).fit(x, y)).rejects.toThrowError(
    "The estimator Nearest should be a classifier: 'nearest' has no method fit, clone. Wrap it: " +
      'classifierOf((x, y) => { const model = new Nearest(); model.train(x, y); return model; })',
  );
});

it.each([
  ['nothing', undefined, 'undefined'],
  ['a model without predict', { classify: () => [0] }, 'an object'],
])('refuses a train that returns %s', async (_, model, received) => {
  const clf = await new VotingClassifier([['odd', classifierOf(() => model)]]).fit(x, y);
  await expect(clf.predict(x)).rejects.toMatchObject({
    code: 'bad-model',
    message: expect.stringContaining(`classifierOf's train must return a model with predict: received ${received}`),
  });
});
