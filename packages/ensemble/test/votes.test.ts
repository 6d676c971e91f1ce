import { accuracyScore, argmax, hardVote, softVote } from '@mlp-lab/ensemble';
import { describe, expect, it } from 'vitest';

describe('argmax', () => {
  it('returns the first of several equal maxima', () => {
    expect(argmax([1, 3, 3, 2])).toBe(1);
  });

  it('treats NaN as the maximum', () => {
    expect(argmax([1, Number.NaN, 5, Number.NaN])).toBe(1);
    expect(argmax([Number.NaN, 5])).toBe(0);
  });

  it('handles negative numbers and infinities', () => {
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

  it('resolves a tie in favour of the smaller class', () => {
    expect(row([2, 1])).toBe(1);
  });

  it('sums in double precision, where 0.1 + 0.2 exceeds 0.3', () => {
    expect(row([1, 1, 0], [0.1, 0.2, 0.3])).toBe(1);
  });

  it('can choose a class without votes if the weights are zero', () => {
    expect(row([2, 1], [0, 0])).toBe(0);
  });

  it('supports negative weights', () => {
    expect(row([2, 1], [-1, 2])).toBe(1);
    expect(row([1, 1], [-1, -1])).toBe(0);
  });

  it('only considers classes up to the highest one voted for', () => {
    expect([...hardVote([[0, 2]], [-1], 3)]).toEqual([0, 0]);
  });

  it('refuses votes that are not encoded labels', () => {
    expect(() => row([0, -1])).toThrow('a vote must be an encoded label');
    expect(() => row([0.5])).toThrow(
      'member 0: a vote must be an encoded label: expected an integer from 0 to 16777215, received 0.5 for sample 0',
    );
    expect(() => hardVote([[0], [3]], null, 3)).toThrow('expected an integer from 0 to 2, received 3');
  });

  it('refuses members of different lengths', () => {
    expect(() => hardVote([[0, 1], [1]])).toThrow(
      'member 1: expected votes on 2 samples, as from member 0, received 1',
    );
  });
});

describe('softVote', () => {
  it('returns the mean of the probabilities and its argmax', () => {
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

  it('divides by the sum of the weights, which may be negative', () => {
    const { labels, probabilities } = softVote([[[0.9, 0.1]], [[0.2, 0.8]]], [2, -1]);
    expect(probabilities[0][0]).toBeCloseTo(1.6, 15);
    expect(probabilities[0][1]).toBeCloseTo(-0.6, 15);
    expect([...labels]).toEqual([0]);
  });

  it('treats NaN as the maximum', () => {
    const { labels } = softVote([[[0.9, Number.NaN, Number.NaN]]]);
    expect([...labels]).toEqual([1]);
  });

  it('averages single-precision numbers in double precision', () => {
    const third = Math.fround(1 / 3);
    const { probabilities } = softVote([[Float32Array.of(third)], [Float32Array.of(1)]]);
    expect(probabilities[0][0]).toBe((third + 1) / 2);
  });

  it('refuses weights that sum to zero', () => {
    expect(() => softVote([[[1]], [[1]]], [1, -1])).toThrow('weights sum to zero');
  });

  it('refuses a number of weights that is not the number of members', () => {
    expect(() => softVote([[[1]]], [1, 2])).toThrow(
      'the number of weights must be the number of members: expected 1, received 2',
    );
  });

  it('refuses a vote without members', () => {
    expect(() => softVote([])).toThrow('a vote needs at least 1 member');
    expect(() => hardVote([])).toThrow('a vote needs at least 1 member');
  });

  it('refuses members of different shapes', () => {
    expect(() => softVote([[[1, 0]], [[1]]])).toThrow(
      'member 1: expected probabilities of 1 samples and 2 classes, as from member 0, received 1 samples and 1 classes',
    );
    expect(() => softVote([[[]]])).toThrow('member 0: expected a row of probabilities per sample');
  });
});

describe('accuracyScore', () => {
  it('is the fraction of correct predictions', () => {
    expect(accuracyScore([0, 1, 2, 3], [0, 2, 1, 3])).toBe(0.5);
    expect(accuracyScore(['a', 'b'], ['a', 'a'])).toBe(0.5);
  });

  it('supports sample weights', () => {
    expect(accuracyScore([1, 2], [1, 1], { sampleWeight: [3, 1] })).toBe(0.75);
    expect(accuracyScore([1, 2], [1, 1], { sampleWeight: [-1, 2] })).toBe(-1);
  });

  it('refuses no samples, different lengths or types, and weights that sum to zero', () => {
    expect(() => accuracyScore([], [])).toThrow('expected at least 1 sample, received yTrue 0, yPred 0');
    expect(() => accuracyScore([1, 2], [1])).toThrow('received yTrue 2, yPred 1');
    expect(() => accuracyScore([1], [1], { sampleWeight: [1, 1] })).toThrow(
      'sampleWeight: expected one weight for each of 1 samples, received 2',
    );
    expect(() => accuracyScore([1], ['1'])).toThrow('yTrue of numbers, yPred of strings');
    expect(() => accuracyScore([1], [1], { sampleWeight: [0] })).toThrow('sampleWeight sums to zero');
  });
});
