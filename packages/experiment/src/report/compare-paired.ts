// A row against the baseline row, seed by seed: is it better, or may chance have made the difference?
import jstat from 'jstat';
import { mean } from 'simple-statistics';
import { meanInterval } from './mean-interval';
import type { Against, Row } from './report';
import { sameEverywhere } from './same-everywhere';

/**
 * The paired difference of test accuracy over the seeds that both rows have: a paired t-test, SciPy's `ttest_rel`.
 * Undefined where fewer than two seeds are shared.
 */
export function comparePaired(
  { runs }: Pick<Row, 'runs'>,
  baseline: Pick<Row, 'variant' | 'runs'>,
): Against | undefined {
  const ofBaseline = new Map(baseline.runs.map(({ seed, testAccuracy }) => [seed, testAccuracy]));
  const differences = runs
    .filter(({ seed }) => ofBaseline.has(seed))
    .map(({ seed, testAccuracy }) => testAccuracy - ofBaseline.get(seed)!);
  if (differences.length < 2) return undefined;
  const [low, high] = meanInterval(differences);
  return {
    variant: baseline.variant,
    n: differences.length,
    difference: mean(differences),
    interval: [low, high],
    pValue: pValue(differences),
    verdict: low > 0 ? 'better' : high < 0 ? 'worse' : 'unclear',
  };
}

function pValue(differences: readonly number[]): number {
  const isSame = differences.every((difference) => difference === 0); // no spread and no difference: t would be 0 / 0
  return isSame ? 1 : sameEverywhere(jstat.jStat.ttest(0, differences, 2));
}
