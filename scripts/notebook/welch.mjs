// Welch's t-test: do the means of two independent groups differ?
import jstat from 'jstat';
import { spread } from './agreement.mjs';

const UPPER = 0.975; // of a 95 % interval

/**
 * The difference of the means of `a` and `b`, its 95 % confidence interval, and the p-value, as SciPy's
 * `ttest_ind(a, b, equal_var=False)`. Each group has at least two figures, which are not all equal.
 *
 * @param {number[]} a
 * @param {number[]} b
 */
export function welch(a, b) {
  const [first, second] = [a, b].map(spread);
  const [v, w] = [first, second].map(({ sd, n }) => sd ** 2 / n);
  const error = Math.sqrt(v + w);
  const degreesOfFreedom = (v + w) ** 2 / (v ** 2 / (first.n - 1) + w ** 2 / (second.n - 1));
  const difference = first.mean - second.mean;
  const { studentt } = jstat.jStat;
  const reach = studentt.inv(UPPER, degreesOfFreedom) * error;
  return {
    difference,
    interval: [difference - reach, difference + reach],
    pValue: 2 * studentt.cdf(-Math.abs(difference / error), degreesOfFreedom),
  };
}
