import { describe, expect, it } from 'vitest';
// @ts-expect-error: a script, without types
import { accuracyAgrees, firstEpoch, passing, spread } from '../../../scripts/notebook/agreement.mjs';

describe("agreement with Keras, as the page of the notebook's numbers tells it", () => {
  it('is a mean within the range widened by the deviation', () => {
    const keras = spread([0.86, 0.88, 0.9]); // deviation 0.02
    expect(accuracyAgrees(0.841, keras)).toBe(true);
    expect(accuracyAgrees(0.919, keras)).toBe(true);
    expect(accuracyAgrees(0.839, keras)).toBe(false);
    expect(accuracyAgrees(0.921, keras)).toBe(false);
  });

  it('forgives the rounding of sums where there is no spread', () => {
    const same = spread(Array(5).fill(0.1135));
    expect(accuracyAgrees((0.1135 + 0.1135 + 0.1135 + 0.1135 + 0.1135) / 5, same)).toBe(true);
  });

  it('counts epochs from 1, and never as later than any', () => {
    expect(firstEpoch([0.4, 0.5, 0.6], 0.5)).toBe(2);
    expect(firstEpoch([0.4, 0.45], 0.5)).toBe(Number.POSITIVE_INFINITY);
  });

  /** A curve that passes 0.5 at an epoch of 50. */
  const passingAt = (epoch: number) => Array.from({ length: 50 }, (_, i) => (i + 1 >= epoch ? 0.6 : 0.1));

  it.each([
    [[17, 18, 40], [20, 30], true], // 18 = 20 - 10 %
    [[17, 17, 40], [20, 30], false],
    [[1, 33, 40], [20, 30], true], // 33 = 30 + 10 %
    [[1, 34, 40], [20, 30], false],
    [[2, 2, 2], [1, 1], true], // 1.1 is rounded outwards
    [[60, 60, 60], [20, 30], false], // never, where Keras always does
    [[60, 60, 60], [20, 60], true], // never, as one of Keras's
    [[60, 60, 60], [60, 60], true],
    [[40, 40, 40], [60, 60], false], // where Keras never does
  ])('compares our median of %j with the range of %j ± 10 %%: %s', (ours, keras, agrees) => {
    expect(passing(ours.map(passingAt), keras.map(passingAt), 0.5).agrees).toBe(agrees);
  });
});
