// scikit-learn's own tests of VotingClassifier (test_voting.py and test_common.py of sklearn.ensemble), case by case, with the
// small estimators of this folder instead of scikit-learn's.
import { accuracyScore, type Label, type NamedEstimator, type Voting, VotingClassifier } from '@mlp-lab/ensemble';
import { describe, expect, it } from 'vitest';
import iris from '../../../fixtures/ensemble/iris.json';
import { GaussianNaiveBayes } from './estimators/gaussian-naive-bayes';
import { KNearestNeighbours } from './estimators/k-nearest-neighbours';
import { LogisticRegression } from './estimators/logistic-regression';
import { NearestCentroid } from './estimators/nearest-centroid';
import { Stub } from './estimators/stub';

const { x, y, standardised, folds } = iris;
const toyX = [
  [-1.1, -1.5],
  [-1.2, -1.4],
  [-3.4, -2.2],
  [1.1, 1.2],
];
const toyY = [1, 1, 2, 2];
const ones = y.map(() => 1);

const trio = (): NamedEstimator<'soft', number[][]>[] => [
  ['lr', new LogisticRegression()],
  ['knn', new KNearestNeighbours()],
  ['gnb', new GaussianNaiveBayes()],
];

/** The mean accuracy of five-fold cross-validation. */
async function crossValidated(clf: VotingClassifier<number[][], Label, Voting>, rows: number[][]) {
  const accuracies: number[] = [];
  for (const fold of folds) {
    const others = rows.map((_, i) => i).filter((i) => !fold.includes(i));
    const fitted = await clf.clone().fit(
      others.map((i) => rows[i]),
      others.map((i) => y[i]),
    );
    accuracies.push(
      await fitted.score(
        fold.map((i) => rows[i]),
        fold.map((i) => y[i]),
      ),
    );
  }
  return accuracies.reduce((sum, accuracy) => sum + accuracy, 0) / folds.length;
}

describe('test_voting.py', () => {
  describe('test_voting_classifier_estimator_init', () => {
    it.each([
      ['an empty list', { estimators: [] }, 'non-empty list of (string, estimator) tuples'],
      ['a bare estimator', { estimators: [new NearestCentroid()] }, 'non-empty list of (string, estimator) tuples'],
      ['a number as name', { estimators: [[213, new NearestCentroid()]] }, 'non-empty list'],
      [
        'two weights for one estimator',
        { estimators: [['nc', new NearestCentroid()]], weights: [1, 2] },
        'Number of estimators and weights must be equal; got 2 weights, 1 estimators',
      ],
    ])('refuses %s', async (_, { estimators, ...options }, message) => {
      const clf = new VotingClassifier(estimators as unknown as NamedEstimator[], options);
      await expect(clf.fit(x, y)).rejects.toThrow(message);
    });
  });

  it('test_predictproba_hardvoting: predictProba does not exist for hard voting, before and after fit', async () => {
    const clf = new VotingClassifier(trio(), { voting: 'hard' });
    expect('predictProba' in clf).toBe(false);
    await clf.fit(standardised, y);
    expect('predictProba' in clf).toBe(false);
    expect(clf.predictProba).toBeUndefined();
  });

  it('test_notfitted: predictions require fit', async () => {
    const clf = new VotingClassifier(trio(), { voting: 'soft' });
    const message = 'this VotingClassifier is not fitted yet: call fit(x, y) first';
    await expect(clf.predict(x)).rejects.toThrow(message);
    await expect(clf.predictProba(x)).rejects.toThrow(message);
    await expect(clf.transform(x)).rejects.toThrow(message);
    expect(() => clf.getFeatureNamesOut()).toThrow(message);
  });

  it('test_majority_label_iris: the accuracy of the majority vote is at least 0.9', async () => {
    expect(await crossValidated(new VotingClassifier(trio(), { voting: 'hard' }), x)).toBeGreaterThanOrEqual(0.9);
  });

  it('test_tie_situation: ties go to the smaller class', async () => {
    const clf = new VotingClassifier([
      ['two', new Stub([2])],
      ['one', new Stub([1])],
    ]);
    await clf.fit([[0], [1], [2]], [0, 1, 2]);
    expect(await clf.predict([[0]])).toEqual([1]);
  });

  it('test_weights_iris: the accuracy of the weighted soft vote is at least 0.9', async () => {
    const clf = new VotingClassifier(trio(), { voting: 'soft', weights: [1, 2, 10] });
    expect(await crossValidated(clf, standardised)).toBeGreaterThanOrEqual(0.9);
  });

  it('test_weights_regressor: null is equivalent to weights of 1', async () => {
    const none = await new VotingClassifier(trio(), { voting: 'soft', weights: null }).fit(x, y);
    const equal = await new VotingClassifier(trio(), { voting: 'soft', weights: [1, 1, 1] }).fit(x, y);
    expect(await none.predictProba(x)).toEqual(await equal.predictProba(x));
  });

  it.each(['hard', 'soft'] as const)('test_predict_on_toy_problem: %s voting', async (voting) => {
    const rows = [...toyX.slice(0, 3), [1.1, 1.2], [2.1, 1.4], [3.1, 2.3]];
    const labels = [1, 1, 1, 2, 2, 2];
    const clf = await new VotingClassifier(trio(), { voting, weights: [1, 1, 1] }).fit(rows, labels);
    expect(await clf.predict(rows)).toEqual(labels);
  });

  it('test_predict_proba_on_toy_problem: probabilities are averaged with weights 2, 1 and 1', async () => {
    const lr = [
      [0.59790391, 0.40209609],
      [0.57622162, 0.42377838],
      [0.50728456, 0.49271544],
      [0.40241774, 0.59758226],
    ];
    const rf = [
      [0.8, 0.2],
      [0.8, 0.2],
      [0.2, 0.8],
      [0.3, 0.7],
    ];
    const gnb = [
      [0.9985082, 0.0014918],
      [0.99845843, 0.00154157],
      [0, 1],
      [0, 1],
    ];
    const members = [lr, rf, gnb].map((rows, i) => [`m${i}`, new Stub([], rows)] as const);
    const clf = new VotingClassifier(members, { voting: 'soft', weights: [2, 1, 1] });
    const given = await (await clf.fit(toyX, toyY)).predictProba(toyX);
    expect(given[0][0]).toBeCloseTo((2 * 0.59790391 + 0.8 + 0.9985082) / 4, 15);
    expect(given[1][1]).toBeCloseTo((2 * 0.42377838 + 0.2 + 0.00154157) / 4, 15);
    expect(given[2][1]).toBeCloseTo((2 * 0.49271544 + 0.8 + 1) / 4, 15);
    expect(given[3][1]).toBeCloseTo((2 * 0.59758226 + 0.7 + 1) / 4, 15);

    const hard = new VotingClassifier(members, { voting: 'hard' });
    // @ts-expect-error predictProba may be undefined for hard voting
    expect(() => hard.predictProba(toyX)).toThrow(TypeError);
  });

  it('test_multilabel: refuses several labels per sample', async () => {
    const clf = new VotingClassifier([['nc', new NearestCentroid()]]);
    const both = [
      [0, 1],
      [1, 1],
    ] as unknown as number[];
    await expect(clf.fit([[0], [1]], both)).rejects.toThrow('only supports binary or multiclass classification');
  });

  it("test_gridsearch: a member's parameter, voting and weights can be searched", async () => {
    const clf = new VotingClassifier(trio(), { voting: 'soft' });
    const scores: number[] = [];
    for (const lr__c of [1, 100])
      for (const voting of ['soft', 'hard'] as const)
        for (const weights of [
          [0.5, 0.5, 0.5],
          [1, 0.5, 0.5],
        ]) {
          const candidate = clf.clone().setParams({ lr__c, voting, weights });
          expect(candidate.getParams()).toMatchObject({ lr__c, voting, weights });
          scores.push(await crossValidated(candidate, standardised));
        }
    expect(scores).toHaveLength(8);
    expect(Math.min(...scores)).toBeGreaterThanOrEqual(0.9);
    expect(clf.getParams()).toMatchObject({ lr__c: 1, voting: 'soft', weights: null });
  });

  it.each([2, -1, -2])('test_parallel_fit: nJobs %i does not affect the results', async (nJobs) => {
    const one = await new VotingClassifier(trio(), { voting: 'soft', nJobs: 1 }).fit(toyX, toyY);
    const many = await new VotingClassifier(trio(), { voting: 'soft', nJobs }).fit(toyX, toyY);
    expect(await many.predict(toyX)).toEqual(await one.predict(toyX));
    expect(await many.predictProba(toyX)).toEqual(await one.predictProba(toyX));
  });

  describe('test_sample_weight', () => {
    const pair = (): NamedEstimator<'soft', number[][]>[] => [
      ['lr', new LogisticRegression()],
      ['gnb', new GaussianNaiveBayes()],
    ];

    it('weights of 1 are equivalent to no weights', async () => {
      const weighted = new VotingClassifier(pair(), { voting: 'soft' });
      const plain = new VotingClassifier(pair(), { voting: 'soft' });
      await weighted.fit(standardised, y, { sampleWeight: ones });
      await plain.fit(standardised, y);
      expect(await weighted.predictProba(standardised)).toEqual(await plain.predictProba(standardised));
    });

    it('an ensemble of one member predicts like the member', async () => {
      const sampleWeight = y.map((_, i) => ((i * 37) % 101) / 101);
      const clf = new VotingClassifier([['lr', new LogisticRegression()]], { voting: 'soft' });
      await clf.fit(standardised, y, { sampleWeight });
      const alone = new LogisticRegression().fit(standardised, y, { sampleWeight });
      expect(await clf.predictProba(standardised)).toEqual(alone.predictProba(standardised));
    });

    it('a member that does not support sample weights is named, also in a nested ensemble', async () => {
      const inner = new VotingClassifier<number[][], number, 'soft'>(pair(), { voting: 'soft' });
      const clf = new VotingClassifier([['inner', inner] as const, ['knn', new KNearestNeighbours()] as const], {
        voting: 'soft',
      });
      await expect(clf.fit(standardised, y, { sampleWeight: ones })).rejects.toThrow(
        'Underlying estimator KNearestNeighbours does not support sample weights.',
      );
    });

    it('errors of a member are passed on', async () => {
      class Failing extends Stub {
        override fit(): void {
          throw new TypeError('Error unrelated to sampleWeight.');
        }
        override clone(): Failing {
          return new Failing();
        }
      }
      const clf = new VotingClassifier([['failing', new Failing()]]);
      await expect(clf.fit(x, y, { sampleWeight: ones })).rejects.toThrow(TypeError);
      await expect(clf.fit(x, y, { sampleWeight: ones })).rejects.toThrow('Error unrelated to sampleWeight.');
    });
  });

  it('test_sample_weight_kwargs: sample weights are passed by name, and only if given', async () => {
    class Weighed extends Stub {
      override fit(...given: [unknown, number[], ...unknown[]]): void {
        super.fit(...given);
        this.taken = (given[2] as { sampleWeight?: number[] } | undefined)?.sampleWeight;
      }
      taken?: number[];
      override clone(): Weighed {
        return new Weighed();
      }
    }
    const clf = new VotingClassifier([['mock', new Weighed()]]);
    await clf.fit(x, y, { sampleWeight: ones });
    expect((clf.estimators_[0] as Weighed).taken).toBe(ones);
    await clf.fit(x, y);
    expect((clf.estimators_[0] as Weighed).fittedOn?.options).toEqual([]);
  });

  it('test_voting_classifier_set_params: replacing a member is equivalent to constructing with it', async () => {
    const [lr, knn, gnb] = trio().map(([, estimator]) => estimator);
    const first = new VotingClassifier(
      [
        ['lr', lr],
        ['knn', knn],
      ],
      { voting: 'soft', weights: [1, 2] },
    );
    const second = new VotingClassifier(
      [
        ['lr', lr],
        ['gnb', gnb],
      ],
      { voting: 'soft', weights: [1, 2] },
    );
    await first.fit(standardised, y);
    await second.setParams({ gnb: knn }).fit(standardised, y);
    expect(await second.predictProba(standardised)).toEqual(await first.predictProba(standardised));
    expect(second.estimators).toEqual([
      ['lr', lr],
      ['gnb', knn],
    ]);
  });

  describe('test_set_estimator_drop', () => {
    it('dropping a member is equivalent to weight 0', async () => {
      const weighted = await new VotingClassifier(trio(), { weights: [1, 0, 0.5] }).fit(x, y);
      const dropped = new VotingClassifier(trio(), { weights: [1, 1, 0.5] }).setParams({ knn: 'drop' });
      await dropped.fit(x, y);
      expect(await dropped.predict(x)).toEqual(await weighted.predict(x));
      expect(dropped.namedEstimators.knn).toBe('drop');
      expect(dropped.estimators_).toHaveLength(2);
      expect(dropped.estimators_[0]).toBeInstanceOf(LogisticRegression);
      expect(dropped.estimators_[1]).toBeInstanceOf(GaussianNaiveBayes);
      expect(dropped.getParams().knn).toBe('drop');

      const softWeighted = await weighted.setParams({ voting: 'soft' }).fit(x, y);
      const softDropped = await dropped.setParams({ voting: 'soft' }).fit(x, y);
      expect(await softDropped.predictProba(x)).toEqual(await softWeighted.predictProba(x));
      await expect(softDropped.setParams({ lr: 'drop', gnb: 'drop' }).fit(x, y)).rejects.toThrow(
        'All estimators are dropped. At least one is required',
      );
    });

    it('transform omits dropped members, but not members of weight 0', async () => {
      const rf = new Stub(
        [0, 1],
        [
          [0.7, 0.3],
          [0.3, 0.7],
        ],
      );
      const nb = new Stub(
        [0, 1],
        [
          [1, 0],
          [0, 1],
        ],
      );
      const members = [['rf', rf] as const, ['nb', nb] as const];
      const options = { voting: 'soft', weights: [0, 0.5], flattenTransform: false } as const;
      const weighted = await new VotingClassifier(members, options).fit([[1], [2]], [1, 2]);
      const dropped = new VotingClassifier(members, options).setParams({ rf: 'drop' });
      await dropped.fit([[1], [2]], [1, 2]);
      const [rfRows, nbRows] = [rf.predictProba(), nb.predictProba()];
      expect(await weighted.transform([])).toEqual([rfRows, nbRows]);
      expect(await dropped.transform([])).toEqual([nbRows]);
      weighted.setParams({ voting: 'hard' });
      dropped.setParams({ voting: 'hard' });
      expect(await weighted.transform([])).toEqual([
        [0, 0],
        [1, 1],
      ]);
      expect(await dropped.transform([])).toEqual([[0], [1]]);
    });
  });

  it('test_estimator_weights_format: weights can be an array or a typed array', async () => {
    const list = await new VotingClassifier(trio(), { weights: [1, 2, 1], voting: 'soft' }).fit(x, y);
    const typed = await new VotingClassifier(trio(), { weights: Int8Array.of(1, 2, 1), voting: 'soft' }).fit(x, y);
    expect(await typed.predictProba(x)).toEqual(await list.predictProba(x));
  });

  it('test_transform: flat by default, otherwise a matrix per member', async () => {
    const byDefault = await new VotingClassifier(trio(), { voting: 'soft' }).fit(toyX, toyY);
    const flat = (await byDefault.transform(toyX)) as number[][];
    expect([flat.length, flat[0].length]).toEqual([4, 6]);
    const deep = (await byDefault.setParams({ flattenTransform: false }).transform(toyX)) as number[][][];
    expect([deep.length, deep[0].length, deep[0][0].length]).toEqual([3, 4, 2]);
    expect(flat).toEqual(toyX.map((_, row) => deep.flatMap((rows) => rows[row])));
  });

  it('test_none_estimator_with_weights: a member can be dropped if there are sample weights', async () => {
    const clf = new VotingClassifier<number[][], number>([
      ['lr', new LogisticRegression()],
      ['nc', new NearestCentroid()],
    ]);
    await clf.fit(standardised, y, { sampleWeight: ones });
    clf.setParams({ lr: 'drop' });
    await clf.fit(standardised, y, { sampleWeight: ones });
    expect(await clf.predict(standardised)).toHaveLength(y.length);
  });

  it('test_n_features_in: the number of features is available after fit', async () => {
    const clf = new VotingClassifier(trio());
    expect(() => clf.nFeaturesIn_).toThrow('not fitted yet');
    await clf.fit(
      [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      [0, 1, 2],
    );
    expect(clf.nFeaturesIn_).toBe(2);
  });

  it('test_voting_verbose: prints a line per member', async () => {
    const lines: string[] = [];
    const verbose = (line: string) => void lines.push(line);
    await new VotingClassifier(trio(), { verbose }).fit(toyX, toyY);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^\[Voting\] \.+ \(1 of 3\) Processing lr, total= +\d+\.\ds$/);
    expect(lines.map((line) => line.length)).toEqual([70, 70, 70]);
  });

  it('test_voting_verbose: counts dropped members', async () => {
    const lines: string[] = [];
    const clf = new VotingClassifier(trio(), { verbose: (line) => lines.push(line) });
    await clf.setParams({ lr: 'drop' }).fit(toyX, toyY);
    expect(lines.map((line) => line.match(/\(.*total=/)?.[0])).toEqual([
      '(2 of 3) Processing knn, total=',
      '(3 of 3) Processing gnb, total=',
    ]);
  });

  describe('test_get_features_names_out', () => {
    const rows = [
      [1, 2],
      [3, 4],
      [5, 6],
      [1, 1.2],
    ];
    const labels = [0, 1, 2, 0];
    const members: NamedEstimator<'soft', number[][]>[] = [
      ['lr', new LogisticRegression()],
      ['tree', new KNearestNeighbours(1)],
      ['ignored', 'drop'],
    ];

    it('hard voting: a column per member that is not dropped', async () => {
      const clf = await new VotingClassifier(members).fit(rows, labels);
      expect(clf.getFeatureNamesOut()).toEqual(['votingclassifier_lr', 'votingclassifier_tree']);
      expect((await clf.transform(rows))[0]).toHaveLength(2);
    });

    it('soft voting: a column per member and class', async () => {
      const clf = await new VotingClassifier(members, { voting: 'soft' }).fit(rows, labels);
      expect(clf.getFeatureNamesOut()).toEqual([
        'votingclassifier_lr0',
        'votingclassifier_lr1',
        'votingclassifier_lr2',
        'votingclassifier_tree0',
        'votingclassifier_tree1',
        'votingclassifier_tree2',
      ]);
      expect((await clf.transform(rows))[0]).toHaveLength(6);
    });

    it('soft voting without flattening: an error', async () => {
      const clf = new VotingClassifier(members, { voting: 'soft', flattenTransform: false });
      await clf.fit(rows, labels);
      expect(() => clf.getFeatureNamesOut()).toThrow('getFeatureNamesOut is not supported when voting is');
    });
  });

  it('test_routing_passed_metadata_not_supported: an unknown fit option is reported before invalid estimators', async () => {
    const clf = new VotingClassifier(['clf', new Stub()] as unknown as NamedEstimator[]);
    const options = { sampleWeight: [1, 1, 1], metadata: 'a' };
    await expect(clf.fit([[0], [2], [4]], [1, 2, 3], options)).rejects.toThrow(
      "VotingClassifier.fit takes no option but sampleWeight and signal: received ['metadata']",
    );
  });
});

describe('test_common.py', () => {
  it('test_ensemble_heterogeneous_estimators_behavior: members are accessible by name, before and after fit', async () => {
    const clf = new VotingClassifier(trio());
    expect(clf.namedEstimators.knn).toBe(clf.estimators[1][1]);
    await clf.fit(x, y);
    expect(Object.keys(clf.namedEstimators)).toEqual(['lr', 'knn', 'gnb']);
    expect(Object.keys(clf.namedEstimators_)).toEqual(['lr', 'knn', 'gnb']);
    expect(clf.namedEstimators_.knn).toBe(clf.estimators_[1]);
    expect(clf.namedEstimators_.knn).not.toBe(clf.namedEstimators.knn);

    const replaced = clf.clone().setParams({ knn: new NearestCentroid() });
    await replaced.fit(x, y);
    expect('knn' in replaced).toBe(false);
    expect(replaced.estimators_[1]).toBeInstanceOf(NearestCentroid);

    const dropped = clf.clone().setParams({ knn: 'drop' });
    await dropped.fit(x, y);
    expect(dropped.namedEstimators.knn).toBe('drop');
    expect(dropped.namedEstimators_.knn).toBe('drop');
    expect(Object.keys(dropped.namedEstimators_)).toEqual(['lr', 'knn', 'gnb']);

    clf.setParams({ lr__c: 10, knn__k: 5 });
    expect(clf.getParams()).toMatchObject({ lr__c: 10, knn__k: 5 });
    expect((clf.getParams().knn as KNearestNeighbours).getParams()).toEqual({ k: 5 });
  });

  it.each([
    [
      'that is a regressor',
      Object.assign(new Stub(), { estimatorType: 'regressor' }),
      'Stub',
      "has estimatorType 'regressor'",
    ],
    ['without the methods', { fit() {} }, 'an object', "'m' has no method predict, clone"],
    ['that is a class', NearestCentroid, 'a function', "'m' has no method fit, predict, clone"],
    ['that is null', null, 'null', "'m' has no method fit, predict, clone"],
  ])('test_ensemble_heterogeneous_estimators_type: refuses a member %s', async (_, member, name, reason) => {
    const clf = new VotingClassifier([['m', member]] as unknown as NamedEstimator[]);
    await expect(clf.fit(x, y)).rejects.toThrow(`The estimator ${name} should be a classifier: `);
    await expect(clf.fit(x, y)).rejects.toThrow(reason);
  });

  it.each([
    [['lr__'], "Estimator names must not contain __: got ['lr__']"],
    [['lr', 'lr'], "Names provided are not unique: ['lr', 'lr']"],
    [['estimators'], "Estimator names conflict with constructor arguments: ['estimators']"],
  ])('test_ensemble_heterogeneous_estimators_name_validation: refuses names %j', async (names, message) => {
    const clf = new VotingClassifier(names.map((name) => [name, new NearestCentroid()] as const));
    await expect(clf.fit(x, y)).rejects.toThrow(message);
  });

  it('test_ensemble_heterogeneous_estimators_all_dropped: refuses an ensemble without members', async () => {
    const clf = new VotingClassifier([['lr', new LogisticRegression()]]).setParams({ lr: 'drop' });
    await expect(clf.fit(x, y)).rejects.toThrow('All estimators are dropped.');
  });

  it('test_heterogeneous_ensemble_support_missing_values: x is passed to the members unchanged', async () => {
    const gaps = x.map((row, i) => (i % 10 === 0 ? [Number.NaN, row[1]] : row));
    const clf = await new VotingClassifier([
      ['one', new Stub(y)],
      ['two', new Stub(y)],
    ]).fit(gaps, y);
    expect((clf.estimators_[1] as Stub).fittedOn?.x).toBe(gaps);
    expect(await clf.score(gaps, y)).toBe(accuracyScore(y, y));
  });
});
