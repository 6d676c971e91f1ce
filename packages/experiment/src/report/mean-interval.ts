// How far from the truth a mean over a few seeds may be.
import jstat from 'jstat';
import { mean } from 'simple-statistics';
import type { Interval } from './report';

const ALPHA = 0.05; // 95 %

/** The 95 % interval of the mean of two or more figures, by Student's t: SciPy's `t.interval`. Without spread, the mean twice. */
export function meanInterval(figures: readonly number[]): Interval {
  return jstat.jStat.tci(mean([...figures]), ALPHA, figures);
}
