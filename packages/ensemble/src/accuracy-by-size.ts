// Accuracy by ensemble size, for a fitted ensemble.
import { checkFitted, type FittedEnsemble } from './check-fitted';
import type { Label, Labels } from './labels';
import { memberProbabilities, memberVotes } from './member-predictions';
import {
  curveOfProbabilities,
  curveOfVotes,
  readSizeCurveOptions,
  type SizeCurveOptions,
  type SizeRow,
} from './size-curve';

/**
 * Accuracy on samples `x` as a function of ensemble size, computed from the fitted members of `clf` with its `voting`.
 * Each member predicts once. `weights` are ignored.
 *
 * @throws MlpLabError `bad-model` if the ensemble is not fitted.
 */
export async function accuracyBySize<X, L extends Label>(
  clf: FittedEnsemble<X, L>,
  x: X,
  y: Labels<L>,
  options?: SizeCurveOptions | null,
): Promise<SizeRow[]> {
  checkFitted(clf);
  const choice = readSizeCurveOptions(options);
  const labels = clf.le_.transform(y);
  return clf.voting === 'soft'
    ? curveOfProbabilities(await memberProbabilities(clf, x), labels, choice)
    : curveOfVotes(await memberVotes(clf, x), labels, choice);
}
