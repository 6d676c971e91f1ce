import { describe, expect, it } from 'vitest';
import scipy from '../../../fixtures/experiment/statistics.json' with { type: 'json' };
// @ts-expect-error: a script, without types
import { accuracyAgrees, crossing, passing, quantile, spread } from '../../../scripts/notebook/agreement.mjs';
// @ts-expect-error: a script, without types
import { welch } from '../../../scripts/notebook/welch.mjs';

describe("agreement with Keras, as the page on the notebook's numbers reports it", () => {
  it('is a mean within the range widened by the deviation', () => {
    const keras = spread([0.86, 0.88, 0.9]); // deviation 0.02
    expect(accuracyAgrees(0.841, keras)).toBe(true);
    expect(accuracyAgrees(0.919, keras)).toBe(true);
    expect(accuracyAgrees(0.839, keras)).toBe(false);
    expect(accuracyAgrees(0.921, keras)).toBe(false);
  });

  it('tolerates the rounding of sums if there is no spread', () => {
    const same = spread(Array(5).fill(0.1135));
    expect(accuracyAgrees((0.1135 + 0.1135 + 0.1135 + 0.1135 + 0.1135) / 5, same)).toBe(true);
  });

  it('is passed on the line between two epochs, counted from 1, and never is later than any', () => {
    expect(crossing([0.2, 0.4, 0.6], 0.5)).toBe(2.5);
    expect(crossing([0.2, 0.4, 0.5], 0.5)).toBe(3);
    expect(crossing([0.6, 0.2], 0.5)).toBe(1); // nothing is known before the first epoch's end
    expect(crossing([0.4, 0.45], 0.5)).toBe(Number.POSITIVE_INFINITY);
  });

  it('has quantiles on the line between two figures, of runs that never pass too', () => {
    expect([0, 0.25, 0.5, 1].map((share) => quantile([1, 2, 4, 8], share))).toEqual([1, 1.75, 3, 8]);
    expect([0.25, 0.5, 0.75].map((share) => quantile([1, 2, Infinity, Infinity, Infinity], share))).toEqual([
      2,
      Infinity,
      Infinity,
    ]);
  });

  /** A curve that passes 0.5 at an epoch of 50, or a part of one: 0.1 before it, 0.9 after it, the line between. */
  const passingAt = (time: number) =>
    Array.from({ length: 50 }, (_, i) => Math.min(0.9, Math.max(0.1, 0.5 + 0.4 * (i + 1 - time))));

  it.each([
    [[17, 18, 40], [20, 30], true], // 18 = 20 - 10 %
    [[17, 17.9, 40], [20, 30], false],
    [[1, 33, 40], [20, 30], true], // 33 = 30 + 10 %
    [[1, 33.1, 40], [20, 30], false],
    [[2.29, 3.06, 3.5], [2.29, 2.79], true],
    [[2.29, 3.08, 3.5], [2.29, 2.79], false],
    [[17, 17, 19, 40], [20, 30], true], // the median of four is 18
    [[2, 2, 2], [1, 1], false],
    [[60, 60, 60], [20, 30], false], // never, where Keras always does
    [[60, 60, 60], [20, 60], true], // never, as one of Keras's
    [[60, 60, 60], [60, 60], true],
    [[40, 40, 40], [60, 60], false], // where Keras never does
  ])('compares our median of %j with the range of %j ± 10 %%: %s', (ours, keras, agrees) => {
    expect(passing(ours.map(passingAt), keras.map(passingAt), 0.5).agrees).toBe(agrees);
  });
});

it.each(scipy.groups)("tests independent groups as SciPy's Welch does: $name", ({ a, b, ...expected }) => {
  const { difference, interval, pValue } = welch(a, b);
  expect(difference).toBeCloseTo(expected.difference, 12);
  expect(interval[0]).toBeCloseTo(expected.interval[0], 9);
  expect(interval[1]).toBeCloseTo(expected.interval[1], 9);
  expect(pValue / expected.pValue).toBeCloseTo(1, 8);
});
