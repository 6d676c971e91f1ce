// Learns the weights of a fitted ensemble from held-out samples.
import { checkFitted, type FittedEnsemble } from './check-fitted';
import type { Label, Labels } from './labels';
import { memberProbabilities } from './member-predictions';
import { type MixtureOptions, minimizeLogLoss, readMixtureOptions } from './mixture-weights';

/**
 * The non-negative weights, summing to 1, that minimize the log loss of the soft vote on samples `x` with labels `y`. Use
 * them with `clf.weights = await fitWeights(clf, x, y)`.
 *
 * @param x samples that no member was trained on. On training samples, the member that overfits most gets all the weight.
 * @returns one weight for each of `clf.estimators`, 0 for dropped ones.
 * @throws MlpLabError `bad-model` if the ensemble is not fitted or a member has no `predictProba`; `invalid-argument` for
 * a label that was not seen during `fit`.
 */
export async function fitWeights<X, L extends Label>(
  clf: FittedEnsemble<X, L>,
  x: X,
  y: Labels<L>,
  options?: MixtureOptions | null,
): Promise<number[]> {
  checkFitted(clf);
  const limits = readMixtureOptions(options);
  const labels = clf.le_.transform(y);
  const dropped = clf.estimators.map(([name]) => clf.namedEstimators_[name] === 'drop');
  const weights = minimizeLogLoss(await memberProbabilities(clf, x), labels, limits);
  let next = 0;
  return dropped.map((isDropped) => (isDropped ? 0 : weights[next++]));
}
