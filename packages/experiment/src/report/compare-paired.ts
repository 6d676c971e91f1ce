// A row against the baseline's row, seed by seed: is it better, or could the difference be due to chance?
import jstat from 'jstat';
import { mean } from 'simple-statistics';
import { meanInterval } from './mean-interval';
import type { Against, Row } from './report';
import { sameEverywhere } from './same-everywhere';

/**
 * The paired difference of test accuracy over the seeds that both rows have, by a paired t-test, as SciPy's `ttest_rel`.
 *
 * @returns undefined where the rows share fewer than two seeds.
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
  const isSame = differences.every((difference) => difference === 0); // without spread or difference, t would be 0 / 0
  return isSame ? 1 : sameEverywhere(jstat.jStat.ttest(0, differences, 2));
}
