// The size curve of a fitted ensemble.
import { checkFitted, type FittedEnsemble } from './check-fitted';
import type { Label } from './label';
import { memberLabels, memberProbabilities } from './member-answers';
import { type SizeCurveOptions, type SizeRow, sizeCurve } from './size-curve';

/**
 * Accuracy on rows `x` by ensemble size, out of the fitted members of `clf` and by its `voting`. Each member is asked once; `weights` have no part.
 *
 * @throws MlpLabError `bad-model` where the ensemble is not fitted.
 */
export async function accuracyBySize<X, L extends Label>(
  clf: FittedEnsemble<X, L>,
  x: X,
  y: ArrayLike<L>,
  options: SizeCurveOptions = {},
): Promise<SizeRow[]> {
  checkFitted(clf);
  const ask = clf.voting === 'soft' ? memberProbabilities<X> : memberLabels<X>;
  return sizeCurve(await ask(clf.estimators_, x), clf.le_.transform(y), options);
}
