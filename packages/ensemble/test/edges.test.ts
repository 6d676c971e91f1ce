// A single class, and labels given as a column, compared with scikit-learn: fixtures/ensemble/edges.py.
import { accuracyScore, cohenKappaScore, type Label, LabelEncoder, VotingClassifier } from '@mlp-lab/ensemble';
import { LayersClassifier } from '@mlp-lab/ensemble/layers';
import { describe, expect, it } from 'vitest';
import fixture from '../../../fixtures/ensemble/edges.json';
import { build } from './blobs';
import { Stub } from './estimators/stub';

type Case = (typeof fixture.oneClass)[number] | (typeof fixture.columns)[number];

/** Every output of a classifier must be scikit-learn's; y has any form. */
async function expectOutputs({ members, weights, classes, hard, soft }: Case, y: Label[]): Promise<void> {
  const estimators = members.map((own, m) => [`m${m}`, new Stub(own.votes, own.probabilities)] as const);
  const clf = await new VotingClassifier(estimators, { weights }).fit('x', y);
  expect(clf.classes_).toEqual(classes);
  expect(await clf.predict('x')).toEqual(hard.predict);
  expect(await clf.transform('x')).toEqual(hard.transform);
  expect(await clf.score('x', y)).toBe(hard.score);
  expect(clf.getFeatureNamesOut()).toEqual(hard.names);

  const voting = clf.setParams({ voting: 'soft' });
  expect(await voting.predict('x')).toEqual(soft.predict);
  expect(await voting.predictProba('x')).toEqual(soft.predictProba);
  expect(await voting.transform('x')).toEqual(soft.transform);
  expect(await voting.score('x', y)).toBe(soft.score);
  expect(voting.getFeatureNamesOut()).toEqual(soft.names);
  voting.flattenTransform = false;
  expect(await voting.transform('x')).toEqual(soft.unflattened);
}

describe('a single class', () => {
  it.each(fixture.oneClass)('has every output of scikit-learn ($classes)', async (given) => {
    await expectOutputs(given, given.y);
  });

  it.each(['softmax', 'sigmoid'] as const)(
    'has probability 1 in a LayersClassifier with one %s output',
    async (activation) => {
      const loss = activation === 'softmax' ? 'meanSquaredError' : 'binaryCrossentropy';
      const clf = new LayersClassifier({
        build: ({ tf, inputSize, classes }) => {
          const model = tf.sequential({
            layers: [tf.layers.dense({ units: classes, inputShape: [inputSize], activation })],
          });
          model.compile({ optimizer: 'sgd', loss });
          return model;
        },
      });
      await clf.fit([[1], [2]], ['only', 'only']);
      expect(await clf.predictProba([[3]])).toEqual([[1]]);
      expect(await clf.predict([[3]])).toEqual(['only']);
      clf.dispose();
    },
  );
});

describe('labels in a column', () => {
  const forms = (column: Label[][]) => ({
    'arrays of one label': column,
    'a two-dimensional tensor': { shape: [column.length, 1], dataSync: () => column.flat() },
    'a one-dimensional tensor': { shape: [column.length], dataSync: () => column.flat() },
  });
  const all = fixture.columns.flatMap((given) =>
    Object.entries(forms(given.y)).map(([form, y]) => ({ form, given, y: y as unknown as Label[] })),
  );

  it.each(all)('have every output of scikit-learn as $form', async ({ given, y }) => {
    await expectOutputs(given, y);
  });

  it('are accepted as { data, shape }, and by LayersClassifier', async () => {
    const y = { data: Int32Array.of(4, 9, 4, 9), shape: [4, 1] };
    const x = [[0], [1], [0], [1]];
    const clf = await new LayersClassifier({ build, epochs: 40, seed: 1 }).fit(x, y);
    expect(clf.classes_).toEqual([4, 9]);
    expect(await clf.score(x, y)).toBe(1);
    clf.dispose();
  });

  it('are accepted by the metrics and LabelEncoder', () => {
    const { a, b, accuracy, kappa, classes, encoded, decoded } = fixture.measures;
    expect(accuracyScore(a, b)).toBe(accuracy);
    expect(cohenKappaScore(a, b)).toBe(kappa);
    const encoder = new LabelEncoder().fit(a);
    expect(encoder.classes_).toEqual(classes);
    expect(encoder.transform(a)).toEqual(encoded);
    expect(encoder.inverseTransform([[1], [0]])).toEqual(decoded);
  });
});
