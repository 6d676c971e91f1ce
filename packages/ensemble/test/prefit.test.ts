// Members that were fitted before the ensemble, each by itself: scikit-learn's FrozenEstimator is one class off where labels are not 0 to
// K - 1, and averages the wrong columns where members know other classes.
import { VotingClassifier } from '@mlp-lab/ensemble';
import { describe, expect, it } from 'vitest';

/** Predicts what it is told, in labels of its own. */
class Fitted<L extends number | string> {
  disposed = 0;
  constructor(
    readonly classes_: L[] | undefined,
    readonly answers: L[],
    readonly probabilities: number[][] = [],
  ) {}
  fit(): never {
    throw new Error('must not be fitted again');
  }
  predict() {
    return this.answers;
  }
  predictProba() {
    return this.probabilities;
  }
  clone(): never {
    throw new Error('must not be cloned');
  }
  dispose() {
    this.disposed += 1;
  }
}

const x = [[0], [1]];

describe('prefit', () => {
  it('a hard vote counts the members own labels, which need not be 0 to K - 1', async () => {
    const members = [
      ['a', new Fitted([1, 2, 3], [3, 1])],
      ['b', new Fitted([1, 2, 3], [3, 2])],
      ['c', new Fitted([1, 2, 3], [1, 2])],
    ] as const;
    const clf = await new VotingClassifier(members, { prefit: true }).fit(x, [1, 2]);
    expect(clf.classes_).toEqual([1, 2, 3]);
    expect(await clf.predict(x)).toEqual([3, 2]);
    expect(clf.estimators_).toEqual(members.map(([, member]) => member));
  });

  it('a soft vote puts probabilities under their classes', async () => {
    const a = new Fitted(['cat', 'dog', 'eel'], [], [[0.2, 0.5, 0.3]]);
    const b = new Fitted(['eel', 'cat'], [], [[0.9, 0.1]]);
    const members = [['a', a] as const, ['b', b] as const];
    const clf = await new VotingClassifier(members, { voting: 'soft', prefit: true }).fit(x, ['cat', 'dog']);
    const [row] = await clf.predictProba(x);
    expect(row.map((p) => p.toFixed(12))).toEqual(['0.150000000000', '0.250000000000', '0.600000000000']);
    expect(await clf.predict(x)).toEqual(['eel']);
  });

  it('leaves the members to the caller', async () => {
    const member = new Fitted([0, 1], [0, 1]);
    const clf = await new VotingClassifier([['m', member]], { prefit: true }).fit(x, [0, 1]);
    await clf.fit(x, [0, 1]);
    clf.dispose();
    expect(member.disposed).toBe(0);
    expect(clf.getParams()).toMatchObject({ prefit: true });
    expect(clf.clone().estimators).toEqual(clf.estimators);
    expect(new VotingClassifier([['m', member]]).getParams()).not.toHaveProperty('prefit');
  });

  it('refuses labels that the ensemble does not know, other numbers of columns, weights and words', async () => {
    const unknown = await new VotingClassifier([['m', new Fitted(undefined, [7, 8])]], { prefit: true }).fit(x, [0, 1]);
    await expect(unknown.predict(x)).rejects.toThrow(
      "predict of member 'm' must be labels of y: expected one of 0, 1, received 7",
    );
    const narrow = new Fitted([0, 1, 2], [], [[0.5, 0.5]]);
    const soft = await new VotingClassifier([['m', narrow]], { voting: 'soft', prefit: true }).fit(x, [0, 1]);
    await expect(soft.predict(x)).rejects.toThrow('expected a probability for each of 3 classes (0, 1, 2), received 2');
    const member = new Fitted([0, 1], [0, 1]);
    const clf = new VotingClassifier([['m', member]], { prefit: true });
    await expect(clf.fit(x, [0, 1], { sampleWeight: [1, 1] })).rejects.toThrow('the members are fitted already');
    await expect(new VotingClassifier([['m', member]], { prefit: 'yes' as never }).fit(x, [0, 1])).rejects.toThrow(
      "prefit: expected true or false, received 'yes'",
    );
  });
});
