// The results of scikit-learn itself: fixtures/ensemble/voting.py.
import { type Label, type NamedEstimator, VotingClassifier } from '@mlp-lab/ensemble';
import { describe, expect, it } from 'vitest';
import fixture from '../../../fixtures/ensemble/voting.json';
import { Stub } from './estimators/stub';

type Failure = { error: string };
type Numbers = number | null | Numbers[]; // null represents NaN
interface Case {
  name: string;
  pool: number;
  y: Label[];
  weights: number[] | null;
  dropped: number[];
  sampleWeight: number[];
  expected: {
    classes: Label[];
    hard: { predict: Label[]; score: number; weightedScore: number; transform?: Numbers };
    soft: {
      predict: Label[] | Failure;
      predictProba: Numbers | Failure;
      score: number | Failure;
      weightedScore: number | Failure;
      transform?: Numbers;
      unflattened?: Numbers;
    };
  };
}
const pools = fixture.pools as { votes: number[][]; probabilities: (number | null)[][][] }[];
const cases = fixture.cases as Case[];

describe('VotingClassifier agrees with scikit-learn to 1e-12', () => {
  it.each(cases)('$name', async ({ pool, y, weights, dropped, sampleWeight, expected }) => {
    const x = 'rows';
    const clf = await new VotingClassifier(membersOf(pool, dropped), { weights }).fit(x, y);
    expect(clf.classes_).toEqual(expected.classes);
    expect(await clf.predict(x)).toEqual(expected.hard.predict);
    expectClose(await clf.score(x, y), expected.hard.score);
    expectClose(await clf.score(x, y, { sampleWeight }), expected.hard.weightedScore);
    if (expected.hard.transform) expectClose(await clf.transform(x), expected.hard.transform);

    const soft = clf.setParams({ voting: 'soft' });
    await expectSame(() => soft.predict(x), expected.soft.predict);
    await expectSame(() => soft.predictProba(x), expected.soft.predictProba);
    await expectSame(() => soft.score(x, y), expected.soft.score);
    await expectSame(() => soft.score(x, y, { sampleWeight }), expected.soft.weightedScore);
    if (expected.soft.transform) expectClose(await soft.transform(x), expected.soft.transform);
    soft.flattenTransform = false;
    if (expected.soft.unflattened) expectClose(await soft.transform(x), expected.soft.unflattened);
  });
});

function membersOf(pool: number, dropped: number[]): NamedEstimator<'soft'>[] {
  const { votes, probabilities } = pools[pool];
  return votes.map((labels, m) => {
    const rows = probabilities[m].map((row) => row.map((p) => p ?? Number.NaN));
    return [`m${m}`, dropped.includes(m) ? 'drop' : new Stub(labels, rows)];
  });
}

/** The same result, or an error if the weights sum to zero: scikit-learn's only error in these cases. */
async function expectSame(ask: () => Promise<unknown>, expected: unknown): Promise<void> {
  if ((expected as Failure).error === undefined) expectClose(await ask(), expected);
  else {
    expect(expected).toEqual({ error: 'ZeroDivisionError' });
    await expect(ask()).rejects.toThrow('weights sum to zero');
  }
}

function expectClose(actual: unknown, expected: unknown): void {
  if (Array.isArray(expected)) {
    expect(actual).toHaveLength(expected.length);
    expected.forEach((item, i) => {
      expectClose((actual as unknown[])[i], item);
    });
  } else if (expected === null) expect(actual).toBeNaN();
  else if (typeof expected === 'number') {
    const scale = Math.max(1, Math.abs(expected));
    expect(Math.abs((actual as number) - expected) / scale).toBeLessThanOrEqual(1e-12);
  } else expect(actual).toEqual(expected);
}
