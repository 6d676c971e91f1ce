// The errors of fit, and which of two errors it reports first, as scikit-learn does: fixtures/ensemble/errors.py.
import { type NamedEstimator, VotingClassifier, type VotingOptions } from '@mlp-lab/ensemble';
import { describe, expect, it } from 'vitest';
import fixture from '../../../fixtures/ensemble/errors.json';
import { Stub } from './estimators/stub';

interface Fault {
  message: string;
  options?: Record<string, unknown>;
  estimators?: unknown;
  items?: unknown[];
  fit?: Record<string, unknown>;
  y?: unknown;
}
const regressor = Object.assign(new Stub(), { estimatorType: 'regressor' });

/** The faults in the fixture's script, under the same names. */
const FAULTS: Record<string, Fault> = {
  voting: {
    options: { voting: 'loud' },
    message: "The 'voting' parameter of VotingClassifier must be 'hard' or 'soft'. Got 'loud' instead.",
  },
  nJobs: {
    options: { nJobs: 1.5 },
    message: "The 'nJobs' parameter of VotingClassifier must be null or an integer other than 0. Got 1.5 instead.",
  },
  verbose: {
    options: { verbose: -1 },
    message: "The 'verbose' parameter of VotingClassifier must be true, false, a non-negative integer",
  },
  flattenTransform: {
    options: { flattenTransform: 'yes' },
    message: "The 'flattenTransform' parameter of VotingClassifier must be true or false. Got 'yes' instead.",
  },
  weights: {
    options: { weights: 3 },
    message: "The 'weights' parameter of VotingClassifier must be null or an array of numbers. Got 3 instead.",
  },
  estimators: {
    estimators: 3,
    message: "The 'estimators' parameter of VotingClassifier must be an array. Got 3 instead.",
  },
  'fit option': { fit: { metadata: 'a' }, message: 'VotingClassifier.fit takes no option but sampleWeight and signal' },
  continuous: { y: [0.5, 1.5], message: 'Unknown label type: continuous. Expected discrete classes' },
  multilabel: {
    y: [
      [0, 1],
      [1, 0],
    ],
    message: 'VotingClassifier only supports binary or multiclass classification.',
  },
  'not a list of pairs': { items: [new Stub()], message: "Invalid 'estimators' attribute" },
  'not unique': {
    items: [
      ['a', 'drop'],
      ['a', 'drop'],
    ],
    message: "Names provided are not unique: ['a', 'a'",
  },
  clash: {
    items: [['weights', 'drop']],
    message: "Estimator names conflict with constructor arguments: ['weights']",
  },
  'clash with a parameter that scikit-learn lacks': {
    items: [['prefit', 'drop']],
    message: "Estimator names conflict with constructor arguments: ['prefit']",
  },
  underscores: { items: [['a__b', 'drop']], message: "Estimator names must not contain __: got ['a__b']" },
  dropped: { items: [['c', 'drop']], message: 'All estimators are dropped. At least one is required' },
  'not a classifier': { items: [['d', regressor]], message: 'The estimator Stub should be a classifier' },
  'number of weights': {
    options: { weights: new Array(9).fill(1) },
    message: 'Number of estimators and weights must be equal; got 9 weights, ',
  },
};

/** The error message of fit for a call with all of these faults. */
async function refusal(names: string[]): Promise<string> {
  const faults = names.map((name) => FAULTS[name]);
  const items = faults.flatMap((fault) => fault.items ?? []);
  const whole = faults.find((fault) => 'estimators' in fault)?.estimators;
  const estimators = whole ?? (items.length > 0 ? items : [['good', new Stub()]]);
  const options: VotingOptions = Object.assign({}, ...faults.map((fault) => fault.options));
  const y = faults.find((fault) => fault.y)?.y ?? [0, 1];
  const clf = new VotingClassifier(estimators as NamedEstimator[], options);
  const fitted = clf.fit([[0], [1]], y as number[], Object.assign({}, ...faults.map((fault) => fault.fit)));
  return fitted.then(
    () => 'fitted',
    (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
  );
}

describe('fit', () => {
  it.each(Object.entries(fixture.single))('reports the fault "%s"', async (fault) => {
    expect(await refusal([fault])).toContain(`invalid-argument: ${FAULTS[fault].message}`);
  });

  it.each(fixture.pairs)('reports "$named" for the faults $faults', async ({ faults, named }) => {
    expect(await refusal(faults)).toContain(`invalid-argument: ${FAULTS[named as string].message}`);
  });

  it('does not change the classifier if it fails', async () => {
    const clf = await new VotingClassifier([['m', new Stub([0, 1])]]).fit([[0], [1]], ['a', 'b']);
    await expect(clf.setParams({ weights: [1, 2] }).fit([[0]], ['a'])).rejects.toThrow('got 2 weights');
    expect(clf.classes_).toEqual(['a', 'b']);
  });
});

describe('y', () => {
  const fit = (y: unknown) => new VotingClassifier([['m', new Stub()]]).fit([], y as number[]);

  it.each([
    ['a number', 3, 'y must be an array of labels, one per sample: received 3'],
    ['a string', 'ab', "y must be an array of labels, one per sample: received 'ab'"],
    ['NaN among labels', [1, Number.NaN], 'y: expected finite labels, received NaN'],
    ['infinity among labels', [1, Number.POSITIVE_INFINITY], 'y: expected finite labels, received Infinity'],
    [
      'a fraction',
      [1, 0.5],
      'Unknown label type: continuous. Expected discrete classes in y, not the continuous target of a regression, received 0.5',
    ],
    [
      'null',
      [null, 1],
      'Unknown label type: unknown. Expected only numbers, only strings or only booleans in y, received null',
    ],
    [
      'undefined',
      [1, undefined],
      'Unknown label type: unknown. Expected only numbers, only strings or only booleans in y, received undefined',
    ],
    ['an object', [{}], 'Unknown label type: unknown'],
    ['strings and numbers', ['a', 1], 'Unknown label type: unknown'],
    ['a three-dimensional array', [[[1]]], 'Unknown label type: unknown'],
    ['arrays of different lengths', [[1], [1, 2]], 'expected one label per sample, received [1, 2]'],
  ])('is refused if it is or contains %s', async (_, y, message) => {
    await expect(fit(y)).rejects.toThrow(message);
  });

  it('can be a column', async () => {
    expect((await fit([['b'], ['a']])).classes_).toEqual(['a', 'b']);
  });

  it('can be empty if the members accept it', async () => {
    expect((await fit([])).classes_).toEqual([]);
  });
});
