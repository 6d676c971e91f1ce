// The figures of several seeds → one figure, its spread and its interval.
import { mean, sampleStandardDeviation } from 'simple-statistics';
import { meanInterval } from './mean-interval';
import type { Estimate } from './report';

/** The mean, sample standard deviation (divided by n - 1; 0 for one figure) and 95 % interval of the figures; NaN where there are none. */
export function estimate(figures: readonly number[]): Estimate {
  const n = figures.length;
  if (n === 0) return { mean: Number.NaN, sd: Number.NaN, n };
  const all = [...figures];
  if (n === 1) return { mean: all[0], sd: 0, n };
  return { mean: mean(all), sd: sampleStandardDeviation(all), n, interval: meanInterval(all) };
}
