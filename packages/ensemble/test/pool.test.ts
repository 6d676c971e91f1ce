// An ensemble looked at member by member: agreement, and accuracy by size.
import { createRandom } from '@mlp-lab/core';
import {
  accuracyBySize,
  accuracyScore,
  agreement,
  argmax,
  hardVote,
  pairwiseAgreement,
  sizeCurve,
  softVote,
  VotingClassifier,
} from '@mlp-lab/ensemble';
import { describe, expect, it } from 'vitest';
import { subsets } from '../src/subsets';
import { Stub } from './estimators/stub';

const votes = [
  [0, 0, 1, 1],
  [0, 1, 1, 1],
  [1, 0, 1, 0],
];
const y = [0, 0, 1, 1];
const labels = ['no', 'no', 'yes', 'yes'];

describe('agreement', () => {
  it('tells who voted for what, and how far each two agree', async () => {
    const members = votes.map((own, m) => [`${3 - m}`, new Stub(own)] as const); // names '3', '2', '1', which objects reorder
    const clf = await new VotingClassifier([members[0], ['out', 'drop'], members[1], members[2]]).fit([], labels);
    const { names, votes: cast, disagreement, kappa } = await agreement(clf, []);
    expect(names).toEqual(['3', '2', '1']);
    expect(cast[1]).toEqual(['no', 'yes', 'yes', 'yes']);
    expect(disagreement).toEqual([
      [0, 0.25, 0.5],
      [0.25, 0, 0.75],
      [0.5, 0.75, 0],
    ]);
    // By hand: observed agreement .75, by chance .5 · .25 + .5 · .75 = .5, so (.75 - .5) / (1 - .5).
    expect(kappa[0][1]).toBe(0.5);
    expect(kappa[0][2]).toBe(0);
    expect(kappa.map((row, m) => row[m])).toEqual([1, 1, 1]);
    expect(pairwiseAgreement(votes)).toEqual({ disagreement, kappa });
  });

  it('needs a fitted ensemble', async () => {
    await expect(agreement(new VotingClassifier([['m', new Stub()]]), [])).rejects.toThrow('not fitted yet');
  });
});

describe('subsets', () => {
  const random = createRandom(5);

  it('are all where they are few', () => {
    expect(subsets(4, 2, 6, random)).toEqual([
      [0, 1],
      [0, 2],
      [0, 3],
      [1, 2],
      [1, 3],
      [2, 3],
    ]);
    expect(subsets(4, 4, 1, random)).toEqual([[0, 1, 2, 3]]);
  });

  it('are different ones, each ascending, where they are many', () => {
    const drawn = subsets(6, 3, 19, random); // of 20: the same members in another order would fill the places
    expect(drawn).toHaveLength(19);
    const all = subsets(6, 3, 20, random);
    expect(drawn.filter((subset) => !all.some((other) => other.join() === subset.join()))).toEqual([]);
    expect(new Set(drawn.map((subset) => subset.join())).size).toBe(19);
  });
});

describe('sizeCurve', () => {
  it('tries all subsets where they are few', () => {
    const [one, two, three] = sizeCurve(votes, y);
    // By hand: members are right on 4, 3 and 2 rows of 4; pairs (0,1) on 4, (0,2) on 3, (1,2) on 3, ties going to class 0;
    // all three on 4.
    expect(one).toMatchObject({ size: 1, subsets: 3, mean: 0.75, min: 0.5, max: 1 });
    expect(one.deviation).toBeCloseTo(Math.sqrt((0.25 ** 2 + 0.25 ** 2) / 3), 15);
    expect(two).toMatchObject({ size: 2, subsets: 3, min: 0.75, max: 1 });
    expect(two.mean).toBeCloseTo((1 + 0.75 + 0.75) / 3, 15);
    expect(three).toMatchObject({ size: 3, subsets: 1, mean: 1, deviation: 0 });
  });

  it('averages probabilities where it is given them', () => {
    const sure = [[0.9, 0.1]];
    const unsure = [[0.4, 0.6]];
    const curve = sizeCurve([sure, unsure, unsure], [0]);
    expect(curve.map(({ mean }) => mean)).toEqual([1 / 3, 2 / 3, 1]);
  });

  it('counts every subset as softVote and hardVote do, ties, NaN and all', () => {
    const random = createRandom(7);
    // Quarters tie often; every 40th number is NaN.
    const quarters = (stream: number) =>
      Array.from(random.stream(stream).bits(60 * 3), (word, i) => (i % 40 === 39 ? Number.NaN : (word >>> 30) / 4));
    const rows = (numbers: number[]) => Array.from({ length: 60 }, (_, row) => numbers.slice(row * 3, row * 3 + 3));
    const soft = [0, 1, 2, 3].map((m) => rows(quarters(m)));
    const hard = soft.map((member) => member.map(argmax));
    const truth = hard[0];
    const accuracies = (vote: (subset: number[]) => ArrayLike<number>, size: number) =>
      subsets(4, size, 6, random).map((subset) => accuracyScore(truth, vote(subset)));
    const pick = <Item>(items: Item[], subset: number[]) => subset.map((m) => items[m]);
    for (const { size, accuracies: counted } of sizeCurve(soft, truth))
      expect(counted).toEqual(accuracies((subset) => softVote(pick(soft, subset)).labels, size));
    for (const { size, accuracies: counted } of sizeCurve(hard, truth))
      expect(counted).toEqual(accuracies((subset) => hardVote(pick(hard, subset)), size));
  });

  it('draws different subsets by the seed where they are many', () => {
    const coins = (stream: number) => Array.from(createRandom(1).stream(stream).bits(50), (word) => word & 1);
    const pool = Array.from({ length: 12 }, (_, m) => coins(m));
    const truth = coins(12);
    const curve = sizeCurve(pool, truth, { maxSubsets: 20, seed: 3 });
    expect(curve.map(({ subsets }) => subsets)).toEqual([12, 20, 20, 20, 20, 20, 20, 20, 20, 20, 12, 1]);
    expect(sizeCurve(pool, truth, { maxSubsets: 20, seed: 3 })).toEqual(curve);
    expect(sizeCurve(pool, truth, { maxSubsets: 20, seed: 4 })).not.toEqual(curve);
    const right = hardVote(pool).filter((label, row) => label === truth[row]).length;
    expect(curve[11].mean).toBe(right / 50);
  });

  it('refuses to try none', () => {
    expect(() => sizeCurve(votes, y, { maxSubsets: 0 })).toThrow('maxSubsets must be 1 or more: received 0');
  });
});

describe('accuracyBySize', () => {
  it.each(['hard', 'soft'] as const)('is the size curve of the members under %s voting', async (voting) => {
    const probabilities = votes.map((own) => own.map((label) => (label === 0 ? [0.9, 0.1] : [0.4, 0.6])));
    const members = votes.map((own, m) => [`m${m}`, new Stub(own, probabilities[m])] as const);
    const clf = await new VotingClassifier(members, { voting }).fit([], labels);
    const curve = await accuracyBySize(clf, [], labels);
    expect(curve).toEqual(sizeCurve(voting === 'soft' ? probabilities : votes, y));
    expect(curve[2].mean).toBe(await clf.score([], labels));
  });
});
