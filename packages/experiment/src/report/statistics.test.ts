import jstat from 'jstat';
import { describe, expect, it } from 'vitest';
import scipy from '../../../../fixtures/experiment/statistics.json' with { type: 'json' };
import { comparePaired } from './compare-paired';
import { estimate } from './estimate';
import type { Run } from './report';
import { sameEverywhere } from './same-everywhere';

// Student's t enters with nine significant digits: see same-everywhere.ts.
const DIGITS = 9;

/** A row with these test accuracies under seeds 1, 2, 3, … */
const row = (accuracies: readonly number[], firstSeed = 1) => ({
  variant: 'baseline',
  runs: accuracies.map((testAccuracy, i) => ({ seed: firstSeed + i, testAccuracy }) as Run),
});

describe('the estimate of several seeds', () => {
  it.each(scipy.samples)("has SciPy's mean, deviation and interval: $name", ({ figures, mean, sd, interval }) => {
    const made = estimate(figures);
    expect(made.n).toBe(figures.length);
    expect(made.mean).toBeCloseTo(mean, 12);
    expect(made.sd).toBeCloseTo(sd, 12);
    expect(made.interval?.[0]).toBeCloseTo(interval[0], DIGITS);
    expect(made.interval?.[1]).toBeCloseTo(interval[1], DIGITS);
  });

  it('takes the same t whatever the last digits of a host are, for up to a hundred seeds', () => {
    const OTHER_HOST = 1e-13; // a hundred times what Math.log differs by
    for (let freedom = 1; freedom < 100; freedom++) {
      const t = jstat.jStat.studentt.inv(0.975, freedom);
      expect(sameEverywhere(t * (1 + OTHER_HOST))).toBe(sameEverywhere(t));
      expect(sameEverywhere(t * (1 - OTHER_HOST))).toBe(sameEverywhere(t));
    }
  });

  it('has no interval for one seed, and no number for none', () => {
    expect(estimate([0.5])).toEqual({ mean: 0.5, sd: 0, n: 1 });
    expect(estimate([])).toEqual({ mean: Number.NaN, sd: Number.NaN, n: 0 });
  });
});

describe('a row against the baseline', () => {
  it.each(scipy.pairs)("has SciPy's paired difference, interval and p-value: $name", (pair) => {
    const against = comparePaired(row(pair.figures), row(pair.baseline))!;
    expect(against).toMatchObject({ variant: 'baseline', n: pair.figures.length });
    expect(against.difference).toBeCloseTo(pair.difference, 12);
    expect(against.interval[0]).toBeCloseTo(pair.interval[0], DIGITS);
    expect(against.interval[1]).toBeCloseTo(pair.interval[1], DIGITS);
    expect(against.pValue / pair.pValue).toBeCloseTo(1, DIGITS - 1); // nine significant digits
  });

  it('is better or worse only if the interval does not contain 0', () => {
    const verdicts = scipy.pairs.map(({ figures, baseline }) => comparePaired(row(figures), row(baseline))?.verdict);
    expect(verdicts).toEqual(['better', 'better', 'unclear', 'worse', 'unclear']);
  });

  it('pairs by seed, over the seeds that both have', () => {
    // Seeds 2 and 3: 0.7 - 0.5 and 0.9 - 0.6.
    const against = comparePaired(row([0.7, 0.9, 0.1], 2), row([0.3, 0.5, 0.6]));
    expect(against?.n).toBe(2);
    expect(against?.difference).toBeCloseTo(0.25, 12);
  });

  it('says nothing of fewer than two seeds in common', () => {
    expect(comparePaired(row([0.7, 0.8], 2), row([0.5, 0.6]))).toBeUndefined();
  });

  it('is unclear, with p 1, where every seed gave the same', () => {
    expect(comparePaired(row([0.5, 0.6]), row([0.5, 0.6]))).toMatchObject({
      difference: 0,
      interval: [0, 0],
      pValue: 1,
      verdict: 'unclear',
    });
  });
});
