// Accuracy by ensemble size, for a fitted ensemble.
import { checkFitted, type FittedEnsemble } from './check-fitted';
import type { Label } from './label-encoder';
import { memberLabels, memberProbabilities } from './member-answers';
import { type SizeCurveOptions, type SizeRow, sizeCurve } from './size-curve';

/**
 * Accuracy on samples `x` as a function of ensemble size, computed from the fitted members of `clf` with its `voting`.
 * Each member predicts once. `weights` are ignored.
 *
 * @throws MlpLabError `bad-model` if the ensemble is not fitted.
 */
export async function accuracyBySize<X, L extends Label>(
  clf: FittedEnsemble<X, L>,
  x: X,
  y: ArrayLike<L>,
  options: SizeCurveOptions = {},
): Promise<SizeRow[]> {
  checkFitted(clf);
  const predict = clf.voting === 'soft' ? memberProbabilities<X> : memberLabels<X>;
  return sizeCurve(await predict(clf.estimators_, x), clf.le_.transform(y), options);
}
