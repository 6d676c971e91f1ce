// Kappa, accuracy, label encoding and fitted weights, compared with scikit-learn and SciPy: fixtures/ensemble/measures.py.
import {
  accuracyScore,
  cohenKappaScore,
  fitWeights,
  type Label,
  LabelEncoder,
  mixtureWeights,
  softVote,
  VotingClassifier,
} from '@mlp-lab/ensemble';
import { describe, expect, it } from 'vitest';
import fixture from '../../../fixtures/ensemble/measures.json';
import { NearestCentroid } from './estimators/nearest-centroid';
import { Stub } from './estimators/stub';

describe('accuracyScore', () => {
  it.each(fixture.accuracy)(
    'agrees with scikit-learn ($accuracy)',
    ({ yTrue, yPred, sampleWeight, accuracy, weighted }) => {
      expect(accuracyScore(yTrue, yPred)).toBeCloseTo(accuracy, 14);
      expect(accuracyScore(yTrue, yPred, { sampleWeight })).toBeCloseTo(weighted, 14);
    },
  );
});

describe('cohenKappaScore', () => {
  it.each(fixture.kappa)('agrees with scikit-learn ($kappa)', ({ a, b, kappa }) => {
    if (kappa === null) expect(cohenKappaScore(a, b)).toBeNaN();
    else expect(cohenKappaScore(a, b)).toBeCloseTo(kappa, 14);
  });

  it('refuses different lengths and no samples', () => {
    expect(() => cohenKappaScore([1], [1, 2])).toThrow(
      'labels must be of the same samples: expected equal lengths, received a 1, b 2',
    );
    expect(() => cohenKappaScore([], [])).toThrow('expected at least 1 sample, received a 0, b 0');
  });
});

it.each([
  ['accuracyScore', accuracyScore, ['yTrue', 'yPred']],
  ['cohenKappaScore', cohenKappaScore, ['a', 'b']],
] as const)('%s refuses labels that are no classes, as scikit-learn does', (_, score, [first, second]) => {
  expect(() => score([1, Number.NaN], [1, 1])).toThrow(`${first}: expected finite labels, received NaN`);
  expect(() => score([1, 1], [1, Number.POSITIVE_INFINITY])).toThrow(`${second}: expected finite labels`);
  expect(() => score([1, 0.5], [1, 1])).toThrow(`Expected discrete classes in ${first}`);
});

describe('LabelEncoder', () => {
  it.each(fixture.encoding)('sorts and encodes as scikit-learn does: $classes', ({ y, classes, encoded }) => {
    const encoder = new LabelEncoder();
    expect(encoder.fitTransform(y as Label[])).toEqual(encoded);
    expect(encoder.classes_).toEqual(classes);
    expect(encoder.inverseTransform(encoded)).toEqual(y);
  });

  it('sorts NaN last', () => {
    expect(new LabelEncoder().fitTransform([2, Number.NaN, 1])).toEqual([1, 2, 0]);
  });

  it('refuses unseen labels', () => {
    const encoder = new LabelEncoder().fit(['a', 'b']);
    expect(() => encoder.transform(['c' as 'a'])).toThrow("expected a label that was seen during fit, received 'c'");
    expect(() => encoder.inverseTransform([2])).toThrow('expected an integer from 0 to 1, received 2');
    expect(() => encoder.inverseTransform([-1])).toThrow('received -1');
  });

  it('must be fitted first', () => {
    expect(() => new LabelEncoder().transform([])).toThrow('not fitted yet: call fit(y) first');
    expect(() => new LabelEncoder().inverseTransform([])).toThrow('not fitted yet');
  });
});

describe('mixtureWeights', () => {
  const logLoss = (members: number[][][], y: number[], weights: number[]) =>
    softVote(members, weights).probabilities.reduce((sum, row, i) => sum - Math.log(row[y[i]]), 0) / y.length;

  it.each(fixture.mixture)("reaches SciPy's minimum of the log loss ($logLoss)", (problem) => {
    const { probabilities, y } = problem;
    const weights = mixtureWeights(probabilities, y);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 14);
    expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
    // The default tolerance on the loss is 1e-9; SciPy's is smaller.
    expect(Math.abs(logLoss(probabilities, y, weights) - problem.logLoss)).toBeLessThan(2e-9);
  });

  it.each(fixture.mixture)("finds SciPy's weights ($weights)", (problem) => {
    const weights = mixtureWeights(problem.probabilities, problem.y, { tolerance: 1e-13, maxIterations: 100_000 });
    // If the loss is within 1e-13 of the minimum, the weights are within its square root, about 3e-7, of the optimum.
    weights.forEach((weight, m) => {
      expect(Math.abs(weight - problem.weights[m])).toBeLessThan(1e-6);
    });
  });

  it('gives identical members equal weights', () => {
    const rows = [
      [0.3, 0.7],
      [0.6, 0.4],
    ];
    expect(mixtureWeights([rows, rows], [0, 1])).toEqual([0.5, 0.5]);
  });

  it('ignores samples to whose class all members assign probability 0', () => {
    const impossible = [0, 1];
    const good = [[0.9, 0.1], impossible];
    const bad = [[0.1, 0.9], impossible];
    expect(mixtureWeights([good, bad], [0, 0])[0]).toBeCloseTo(1, 6);
  });

  it('refuses a class or a sample without probabilities, and no members', () => {
    expect(() => mixtureWeights([[[1, 0]]], [2])).toThrow('a sample or a class without one');
    expect(() => mixtureWeights([[[1, 0]]], [0, 1])).toThrow('a sample or a class without one');
    expect(() => mixtureWeights([[[Number.NaN]]], [0])).toThrow('or NaN');
    expect(() => mixtureWeights([], [0])).toThrow('received no member');
  });
});

describe('fitWeights', () => {
  const { probabilities, y, weights } = fixture.mixture[1];
  const labels = y.map((label) => (label === 0 ? 'no' : 'yes'));
  const members = probabilities.map((rows, m) => [`m${m}`, new Stub([], rows)] as const);

  it('accepts labels of any type, and gives dropped members weight 0', async () => {
    const clf = new VotingClassifier([members[0], ['out', 'drop'], members[1], members[2]], { voting: 'soft' });
    const fitted = await fitWeights(await clf.fit([], labels), [], labels);
    expect(fitted[1]).toBe(0);
    // If the loss is within 1e-9 of the minimum, the default, the weights are within its square root, about 3e-5, of the optimum.
    [fitted[0], fitted[2], fitted[3]].forEach((weight, m) => {
      expect(Math.abs(weight - weights[m])).toBeLessThan(1e-4);
    });
    clf.weights = fitted;
    expect(await clf.predict([])).toHaveLength(labels.length);
  });

  it('needs a fitted ensemble whose members have predictProba', async () => {
    await expect(fitWeights(new VotingClassifier(members), [], labels)).rejects.toThrow('not fitted yet');
    const hard = await new VotingClassifier([['nc', new NearestCentroid()]]).fit([[0], [1]], [0, 1]);
    await expect(fitWeights(hard, [[0]], [0])).rejects.toThrow('have predictProba, received NearestCentroid');
  });
});
