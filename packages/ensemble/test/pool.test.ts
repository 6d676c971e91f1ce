// Agreement of the members, and accuracy by ensemble size.
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
import { Stub } from './estimators/stub';

const votes = [
  [0, 0, 1, 1],
  [0, 1, 1, 1],
  [1, 0, 1, 0],
];
const y = [0, 0, 1, 1];
const labels = ['no', 'no', 'yes', 'yes'];

describe('agreement', () => {
  it('returns the votes, and the disagreement and kappa of each pair', async () => {
    const members = votes.map((own, m) => [`${3 - m}`, new Stub(own)] as const); // objects reorder the keys '3', '2', '1'
    const clf = await new VotingClassifier([members[0], ['out', 'drop'], members[1], members[2]]).fit([], labels);
    const { names, votes: cast, disagreement, kappa } = await agreement(clf, []);
    expect(names).toEqual(['3', '2', '1']);
    expect(cast[1]).toEqual(['no', 'yes', 'yes', 'yes']);
    expect(disagreement).toEqual([
      [0, 0.25, 0.5],
      [0.25, 0, 0.75],
      [0.5, 0.75, 0],
    ]);
    // By hand: observed agreement 0.75, chance agreement 0.5 · 0.25 + 0.5 · 0.75 = 0.5, kappa (0.75 - 0.5) / (1 - 0.5).
    expect(kappa[0][1]).toBe(0.5);
    expect(kappa[0][2]).toBe(0);
    expect(kappa.map((row, m) => row[m])).toEqual([1, 1, 1]);
    expect(pairwiseAgreement(votes)).toEqual({ disagreement, kappa });
  });

  it('needs a fitted ensemble', async () => {
    await expect(agreement(new VotingClassifier([['m', new Stub()]]), [])).rejects.toThrow('not fitted yet');
  });
});

describe('the subsets of a size curve', () => {
  // Member m alone decides 2^m samples, so the accuracy of an ensemble spells out its members in binary.
  const MEMBERS = 6;
  const SAMPLES = 2 ** MEMBERS - 1;
  const decidedBy = Array.from({ length: SAMPLES }, (_, i) => Math.floor(Math.log2(i + 1)));
  const pool = Array.from({ length: MEMBERS }, (_, m) => decidedBy.map((other) => (other === m ? [0, 9] : [1, 0])));
  const truth = decidedBy.map(() => 1);
  const subsetsOf = (size: number, maxSubsets: number) =>
    sizeCurve(pool, truth, { maxSubsets, seed: 5 })[size - 1].accuracies.map((a) => Math.round(a * SAMPLES));
  const popCount = (bits: number) => bits.toString(2).replaceAll('0', '').length;

  it('are all subsets if there are few', () => {
    const pairs = subsetsOf(2, 15);
    expect(pairs.map(popCount)).toEqual(new Array(15).fill(2));
    expect(new Set(pairs).size).toBe(15);
    expect(subsetsOf(6, 1)).toEqual([SAMPLES]);
  });

  it('are distinct if there are many', () => {
    const triples = subsetsOf(3, 19); // of 20: drawing the same members in another order would repeat a subset
    expect(triples.map(popCount)).toEqual(new Array(19).fill(3));
    expect(new Set(triples).size).toBe(19);
  });
});

describe('sizeCurve', () => {
  it('evaluates all subsets if there are few', () => {
    const [one, two, three] = sizeCurve(votes, y);
    // By hand: the members are correct on 4, 3 and 2 of 4 samples; the pairs (0,1), (0,2) and (1,2) on 4, 3 and 3, with ties
    // going to class 0; all three members together on 4.
    expect(one).toMatchObject({ size: 1, subsets: 3, mean: 0.75, min: 0.5, max: 1 });
    expect(one.deviation).toBeCloseTo(Math.sqrt((0.25 ** 2 + 0.25 ** 2) / 3), 15);
    expect(two).toMatchObject({ size: 2, subsets: 3, min: 0.75, max: 1 });
    expect(two.mean).toBeCloseTo((1 + 0.75 + 0.75) / 3, 15);
    expect(three).toMatchObject({ size: 3, subsets: 1, mean: 1, deviation: 0 });
  });

  it('averages probabilities', () => {
    const sure = [[0.9, 0.1]];
    const unsure = [[0.4, 0.6]];
    const curve = sizeCurve([sure, unsure, unsure], [0]);
    expect(curve.map(({ mean }) => mean)).toEqual([1 / 3, 2 / 3, 1]);
  });

  it('agrees with softVote and hardVote on every subset, including ties and NaN', () => {
    const random = createRandom(7);
    // Multiples of 1/4 tie often; every 40th number is NaN.
    const quarters = (stream: number) =>
      Array.from(random.stream(stream).bits(60 * 3), (word, i) => (i % 40 === 39 ? Number.NaN : (word >>> 30) / 4));
    const rows = (numbers: number[]) => Array.from({ length: 60 }, (_, row) => numbers.slice(row * 3, row * 3 + 3));
    const soft = [0, 1, 2, 3].map((m) => rows(quarters(m)));
    const hard = soft.map((member) => member.map(argmax));
    const truth = hard[0];
    // biome-ignore format: a row per size
    const subsets = [
      [[0], [1], [2], [3]],
      [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]],
      [[0, 1, 2], [0, 1, 3], [0, 2, 3], [1, 2, 3]],
      [[0, 1, 2, 3]],
    ];
    const accuracies = (vote: (subset: number[]) => ArrayLike<number>, size: number) =>
      subsets[size - 1].map((subset) => accuracyScore(truth, vote(subset)));
    const pick = <Item>(items: Item[], subset: number[]) => subset.map((m) => items[m]);
    for (const { size, accuracies: counted } of sizeCurve(soft, truth))
      expect(counted).toEqual(accuracies((subset) => softVote(pick(soft, subset)).labels, size));
    for (const { size, accuracies: counted } of sizeCurve(hard, truth))
      expect(counted).toEqual(accuracies((subset) => hardVote(pick(hard, subset)), size));
  });

  it('samples different subsets for different seeds if there are many', () => {
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

  it('refuses maxSubsets below 1', () => {
    expect(() => sizeCurve(votes, y, { maxSubsets: 0 })).toThrow(
      'maxSubsets: expected a number of 1 or more, received 0',
    );
  });
});

describe('accuracyBySize', () => {
  it.each(['hard', 'soft'] as const)('is the size curve of the members for %s voting', async (voting) => {
    const probabilities = votes.map((own) => own.map((label) => (label === 0 ? [0.9, 0.1] : [0.4, 0.6])));
    const members = votes.map((own, m) => [`m${m}`, new Stub(own, probabilities[m])] as const);
    const clf = await new VotingClassifier(members, { voting }).fit([], labels);
    const curve = await accuracyBySize(clf, [], labels);
    expect(curve).toEqual(sizeCurve(voting === 'soft' ? probabilities : votes, y));
    expect(curve[2].mean).toBe(await clf.score([], labels));
  });
});
