// Weights for an ensemble that is fitted already, learned on rows held out from its members.
import { checkFitted, type FittedEnsemble } from './check-fitted';
import type { Label } from './label';
import { memberProbabilities } from './member-answers';
import { type MixtureOptions, mixtureWeights } from './mixture-weights';

/**
 * The weights, none negative and summing to one, with which soft voting has the least log loss on rows `x` and labels `y`.
 * `clf.weights = await fitWeights(clf, x, y)` puts them to use.
 *
 * @param x rows that no member was trained on; on others, the member that learned them by heart gets all the weight.
 * @returns one number for each of `clf.estimators`, 0 for the dropped ones.
 * @throws MlpLabError `bad-model` where the ensemble is not fitted or a member has no `predictProba`, `invalid-argument`
 * for a label that `fit` did not see.
 */
export async function fitWeights<X, L extends Label>(
  clf: FittedEnsemble<X, L>,
  x: X,
  y: ArrayLike<L>,
  options: MixtureOptions = {},
): Promise<number[]> {
  checkFitted(clf);
  const labels = clf.le_.transform(y);
  const weights = mixtureWeights(await memberProbabilities(clf.estimators_, x), labels, options);
  let next = 0;
  return clf.estimators.map(([name]) => (clf.namedEstimators_[name] === 'drop' ? 0 : weights[next++]));
}
