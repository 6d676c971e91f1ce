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

  it.each(cases)(
    'labels %s: a hard vote of FrozenEstimator takes a label for the place of a class',
    async (name, given) => {
      const { classes, hard } = given;
      const found = (await (await ensembleOf(given, 'hard')).predict(golden.x)) as Label[];
      // right for labels 0 to K - 1; otherwise an error where there is no such place
      if (name.startsWith('0 to 2')) expect(hard.frozen).toEqual(found);
      else expect(hard.frozen).toMatch(/^(ValueError: y contains previously unseen labels|TypeError)/);
      if (name === 'names') return;
      expect(hard.few.length).toBeGreaterThan(10);
      expect(hard.frozenOfFew).toEqual(hard.few.map((row) => classes[found[row] as number]));
    },
  );
});
