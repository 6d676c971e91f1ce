import { accuracyScore, argmax, hardVote, softVote } from '@mlp-lab/ensemble';
import { describe, expect, it } from 'vitest';

describe('argmax', () => {
  it('takes the first of equal maxima', () => {
    expect(argmax([1, 3, 3, 2])).toBe(1);
  });

  it('takes the first NaN before any number', () => {
    expect(argmax([1, Number.NaN, 5, Number.NaN])).toBe(1);
    expect(argmax([Number.NaN, 5])).toBe(0);
  });

  it('knows negative numbers and infinities', () => {
    expect(argmax([-3, -1, -2])).toBe(1);
    expect(argmax([Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY])).toBe(0);
    expect(argmax([0, Number.POSITIVE_INFINITY])).toBe(1);
  });
});

describe('hardVote', () => {
  const row = (votes: number[], weights?: number[]) =>
    hardVote(
      votes.map((vote) => [vote]),
      weights,
    )[0];

  it('gives a tie to the smaller class', () => {
    expect(row([2, 1])).toBe(1);
  });

  it('counts in doubles, where .1 + .2 is more than .3', () => {
    expect(row([1, 1, 0], [0.1, 0.2, 0.3])).toBe(1);
  });

  it('can choose a class that nobody voted for, when the weights are zero', () => {
    expect(row([2, 1], [0, 0])).toBe(0);
  });

  it('counts negative weights', () => {
    expect(row([2, 1], [-1, 2])).toBe(1);
    expect(row([1, 1], [-1, -1])).toBe(0);
  });

  it('does not look beyond the highest class that was voted for in the row', () => {
    expect([...hardVote([[0, 2]], [-1], 3)]).toEqual([0, 0]);
  });

  it('refuses what is not an encoded label', () => {
    expect(() => row([0, -1])).toThrow('a vote must be an encoded label');
    expect(() => row([0.5])).toThrow('received 0.5 from member 0 in row 0');
    expect(() => hardVote([[0], [3]], null, 3)).toThrow('expected an integer from 0 to 2, received 3');
  });

  it('refuses members of different lengths', () => {
    expect(() => hardVote([[0, 1], [1]])).toThrow('expected 2, as of member 0, received 1 from member 1');
  });
});

describe('softVote', () => {
  it('gives the mean of the probabilities and its largest class', () => {
    const { labels, probabilities } = softVote([
      [
        [0.5, 0.5],
        [0.25, 0.75],
      ],
      [
        [0.75, 0.25],
        [0.5, 0.5],
      ],
    ]);
    expect(probabilities).toEqual([
      [0.625, 0.375],
      [0.375, 0.625],
    ]);
    expect([...labels]).toEqual([0, 1]);
  });

  it('divides by the sum of the weights, negative ones too', () => {
    const { labels, probabilities } = softVote([[[0.9, 0.1]], [[0.2, 0.8]]], [2, -1]);
    expect(probabilities[0][0]).toBeCloseTo(1.6, 15);
    expect(probabilities[0][1]).toBeCloseTo(-0.6, 15);
    expect([...labels]).toEqual([0]);
  });

  it('lets the first NaN win', () => {
    const { labels } = softVote([[[0.9, Number.NaN, Number.NaN]]]);
    expect([...labels]).toEqual([1]);
  });

  it('reads single precision in doubles', () => {
    const third = Math.fround(1 / 3);
    const { probabilities } = softVote([[Float32Array.of(third)], [Float32Array.of(1)]]);
    expect(probabilities[0][0]).toBe((third + 1) / 2);
  });

  it('refuses weights that sum to zero', () => {
    expect(() => softVote([[[1]], [[1]]], [1, -1])).toThrow('weights sum to zero');
  });

  it('refuses another number of weights than of members', () => {
    expect(() => softVote([[[1]]], [1, 2])).toThrow('weights must match members: expected 1, received 2');
  });

  it('refuses a vote without members', () => {
    expect(() => softVote([])).toThrow('a vote needs members');
    expect(() => hardVote([])).toThrow('a vote needs members');
  });

  it('refuses members of different shapes', () => {
    expect(() => softVote([[[1, 0]], [[1]]])).toThrow('expected 1 rows of 2 numbers');
    expect(() => softVote([[[]]])).toThrow('expected 1 rows of 1 or more numbers');
  });
});

describe('accuracyScore', () => {
  it('is the share of right labels', () => {
    expect(accuracyScore([0, 1, 2, 3], [0, 2, 1, 3])).toBe(0.5);
    expect(accuracyScore(['a', 'b'], ['a', 'a'])).toBe(0.5);
  });

  it('weighs rows', () => {
    expect(accuracyScore([1, 2], [1, 1], { sampleWeight: [3, 1] })).toBe(0.75);
    expect(accuracyScore([1, 2], [1, 1], { sampleWeight: [-1, 2] })).toBe(-1);
  });

  it('refuses what has no accuracy', () => {
    expect(() => accuracyScore([], [])).toThrow('accuracy needs rows');
    expect(() => accuracyScore([1, 2], [1])).toThrow('received yTrue 2, yPred 1');
    expect(() => accuracyScore([1], [1], { sampleWeight: [1, 1] })).toThrow('sampleWeight 2');
    expect(() => accuracyScore([1], ['1'])).toThrow('yTrue of numbers, yPred of strings');
    expect(() => accuracyScore([1], [1], { sampleWeight: [0] })).toThrow('sampleWeight sums to zero');
  });
});
