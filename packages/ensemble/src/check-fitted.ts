// The fitted attributes that functions beside the classifier need, and the check that they are there.
import { describeValue, invalidArgument, MlpLabError } from '@mlp-lab/core';
import type { Estimator, NamedEstimator, Voting } from './estimator';
import type { LabelEncoder } from './label-encoder';
import type { Label } from './labels';

/** The attributes of a fitted `VotingClassifier` that describe its members. */
export interface FittedEnsemble<X = unknown, L extends Label = Label> {
  /** Which vote `predict` takes. */
  voting: Voting;
  /** The names and the members as they were given. */
  estimators: readonly NamedEstimator<Voting, X>[];
  /** The fitted members, without those dropped. */
  estimators_: readonly Estimator<X>[];
  /** The fitted members by name. */
  namedEstimators_: Record<string, Estimator<X> | 'drop'>;
  /** Labels ↔ their indices. */
  le_: LabelEncoder<L>;
  /** Whether the members were fitted before the ensemble, and predict labels of their own. */
  prefit_?: boolean | undefined;
}

/** @throws MlpLabError `bad-model` if `fit` has not been called yet; `invalid-argument` for anything but an ensemble. */
export function checkFitted(ensemble: object): asserts ensemble is FittedEnsemble {
  if (typeof ensemble !== 'object' || ensemble === null || !('estimators' in ensemble))
    throw invalidArgument('clf', 'a fitted VotingClassifier', describeValue(ensemble));
  const { estimators_, namedEstimators_, le_ } = ensemble as Partial<FittedEnsemble>;
  if (!Array.isArray(estimators_) || typeof namedEstimators_ !== 'object' || typeof le_ !== 'object')
    throw new MlpLabError('bad-model', 'this VotingClassifier is not fitted yet: call fit(x, y) first');
}

/** The names of `estimators_`. */
export function memberNames({
  estimators_,
  namedEstimators_,
}: Pick<FittedEnsemble, 'estimators_' | 'namedEstimators_'>): string[] {
  const left = new Map(Object.entries(namedEstimators_)); // one estimator can be a member twice
  return estimators_.map((member) => {
    const [name] = [...left].find(([, estimator]) => estimator === member) ?? ['?'];
    left.delete(name);
    return name;
  });
}
