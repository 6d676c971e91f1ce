// How far the mean over a few seeds may be from the true mean.
import jstat from 'jstat';
import { mean, sampleStandardDeviation } from 'simple-statistics';
import type { Interval } from './report';
import { sameEverywhere } from './same-everywhere';

const UPPER = 0.975; // of a 95 % interval

/** The 95 % interval of the mean of two or more figures, by Student's t, as SciPy's `t.interval`. Without spread, both ends are the mean. */
export function meanInterval(figures: readonly number[]): Interval {
  const all = [...figures];
  const t = sameEverywhere(jstat.jStat.studentt.inv(UPPER, all.length - 1));
  const middle = mean(all);
  const reach = (t * sampleStandardDeviation(all)) / Math.sqrt(all.length);
  return [middle - reach, middle + reach];
}
