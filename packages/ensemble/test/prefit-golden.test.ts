// Votes of members that scikit-learn fitted (fixtures/ensemble/prefit.py): a soft vote is FrozenEstimator's, to 1e-12; a hard vote is that of
// the members' own labels, which FrozenEstimator's is for labels 0 to K - 1 alone.
import { VotingClassifier } from '@mlp-lab/ensemble';
import { describe, expect, it } from 'vitest';
import golden from '../../../fixtures/ensemble/prefit.json';

type Label = number | string;

interface Case {
  classes: Label[];
  weights: number[] | null;
  /** `[member][row]` */
  answers: Label[][];
  /** `[member][row][class]` */
  probabilities: number[][][];
  soft: { probabilities: number[][]; labels: Label[] };
  hard: { frozen: Label[] | string; few: number[]; frozenOfFew: Label[] | string; majority: Label[] };
}

const cases = Object.entries(golden.cases as unknown as Record<string, Case>);

/** A member that says what scikit-learn's said. */
const member = (classes: Label[], answers: Label[], probabilities: number[][]) => ({
  classes_: classes as number[],
  fit: () => fail('must not be fitted again'),
  clone: () => fail('must not be cloned'),
  predict: () => answers as number[],
  predictProba: () => probabilities,
});

function fail(reason: string): never {
  throw new Error(reason);
}

function ensembleOf({ classes, answers, probabilities, weights }: Case, voting: 'hard' | 'soft') {
  const members = answers.map((own, i) => [`${i}`, member(classes, own, probabilities[i])] as const);
  const y = golden.x.map((_, row) => classes[row % classes.length]) as number[]; // every class
  return new VotingClassifier(members, { voting, prefit: true, weights: weights ?? undefined }).fit(golden.x, y);
}

describe('members that scikit-learn fitted', () => {
  it.each(cases)('labels %s: a soft vote is that of FrozenEstimator', async (_, given) => {
    const clf = await ensembleOf(given, 'soft');
    const found = await clf.predictProba!(golden.x);
    for (const [row, expected] of given.soft.probabilities.entries())
      for (const [column, probability] of expected.entries())
        expect(Math.abs(found[row][column] - probability)).toBeLessThan(1e-12);
    expect(await clf.predict(golden.x)).toEqual(given.soft.labels);
    expect(clf.classes_).toEqual(given.classes);
  });

  it.each(cases)('labels %s: a hard vote is the majority of the labels', async (_, given) => {
    const clf = await ensembleOf(given, 'hard');
    expect(await clf.predict(golden.x)).toEqual(given.hard.majority);
  });

  it('FrozenEstimator gives the same for labels 0 to K - 1, one class more, or an error, for others', () => {
    for (const [name, { classes, hard }] of cases) {
      const { frozen, majority, few, frozenOfFew } = hard;
      if (name.startsWith('0 to 2')) expect(frozen).toEqual(majority);
      else expect(frozen).toMatch(/^(ValueError: y contains previously unseen labels|TypeError)/);
      if (name !== '1 to 3') continue;
      expect(few.length).toBeGreaterThan(10);
      // the label 1, counted as the place of a class, is the second class: 2
      const oneOff = few.map((row) => classes[classes.indexOf(majority[row]) + 1]);
      expect(frozenOfFew).toEqual(oneOff);
    }
  });
});
