// Several seeds' figures → one figure and its spread.
import { mean, sampleStandardDeviation } from 'simple-statistics';
import type { Estimate } from './report';

/** The mean and sample standard deviation (divided by n - 1; 0 for one figure) of some figures; NaN of none. */
export function estimate(figures: readonly number[]): Estimate {
  if (figures.length === 0) return { mean: Number.NaN, sd: Number.NaN, n: 0 };
  const all = [...figures];
  return { mean: mean(all), sd: all.length > 1 ? sampleStandardDeviation(all) : 0, n: all.length };
}
