// The fitted attributes that functions beside the classifier need, and the check that they are there.
import { MlpLabError } from '@mlp-lab/core';
import type { Estimator, NamedEstimator, Voting } from './estimator';
import type { Label, LabelEncoder } from './label-encoder';

/** The attributes of a fitted `VotingClassifier` that describe its members. */
export interface FittedEnsemble<X = unknown, L extends Label = Label> {
  voting: Voting;
  estimators: readonly NamedEstimator<Voting, X>[];
  estimators_: readonly Estimator<X>[];
  namedEstimators_: Record<string, Estimator<X> | 'drop'>;
  le_: LabelEncoder<L>;
}

/** @throws MlpLabError `bad-model` if `fit` has not been called yet. */
export function checkFitted(ensemble: { estimators_: unknown }): void {
  if (ensemble.estimators_ === undefined)
    throw new MlpLabError('bad-model', 'this VotingClassifier is not fitted yet: call fit(x, y) first');
}
