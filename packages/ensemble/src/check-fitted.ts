// What `fit` leaves behind, and the check that it has.
import { MlpLabError } from '@mlp-lab/core';
import type { Estimator, NamedEstimator, Voting } from './estimator';
import type { Label } from './label';
import type { LabelEncoder } from './label-encoder';

/** The part of a fitted `VotingClassifier` that holds its members. */
export interface FittedEnsemble<X = unknown, L extends Label = Label> {
  voting: Voting;
  estimators: readonly NamedEstimator<Voting, X>[];
  estimators_: readonly Estimator<X>[];
  namedEstimators_: Record<string, Estimator<X> | 'drop'>;
  le_: LabelEncoder<L>;
}

/** @throws MlpLabError `bad-model` where `fit` has not been called yet. */
export function checkFitted(ensemble: { estimators_: unknown }): void {
  if (ensemble.estimators_ === undefined)
    throw new MlpLabError('bad-model', 'this VotingClassifier is not fitted yet: call fit(x, y) first');
}
