// The share of labels that are right: `VotingClassifier.score`, and the measure of every comparison.
import { MlpLabError } from '@mlp-lab/core';
import type { Label } from './label';

export interface ScoreOptions {
  /** One number a row: how much it counts. One each by default. */
  sampleWeight?: ArrayLike<number> | null;
}

/**
 * The weighted share of rows whose label was predicted, 0 to 1: scikit-learn's `accuracy_score`.
 *
 * @param yTrue the right labels, one a row.
 * @param yPred the predicted labels, one a row.
 * @throws MlpLabError `invalid-argument` for no rows, different lengths, labels of different types, or sample weights
 * that sum to zero.
 */
export function accuracyScore(yTrue: ArrayLike<Label>, yPred: ArrayLike<Label>, options: ScoreOptions = {}): number {
  const { sampleWeight = null } = options;
  checkRows(yTrue, yPred, sampleWeight);
  let right = 0;
  let total = 0;
  for (let row = 0; row < yTrue.length; row++) {
    const weight = sampleWeight === null ? 1 : sampleWeight[row];
    if (yTrue[row] === yPred[row]) right += weight;
    total += weight;
  }
  if (total === 0)
    throw new MlpLabError('invalid-argument', 'sampleWeight sums to zero: expected at least one row that counts');
  return right / total;
}

function checkRows(yTrue: ArrayLike<Label>, yPred: ArrayLike<Label>, sampleWeight: ArrayLike<number> | null): void {
  const rows = yTrue.length;
  if (yPred.length !== rows || (sampleWeight !== null && sampleWeight.length !== rows))
    throw new MlpLabError(
      'invalid-argument',
      `accuracy needs one label a row in each: received yTrue ${rows}, yPred ${yPred.length}` +
        `${sampleWeight === null ? '' : `, sampleWeight ${sampleWeight.length}`}`,
    );
  if (rows === 0) throw new MlpLabError('invalid-argument', 'accuracy needs rows: expected 1 or more, received none');
  if (typeof yTrue[0] !== typeof yPred[0])
    throw new MlpLabError(
      'invalid-argument',
      `labels must be of one type: received yTrue of ${typeof yTrue[0]}s, yPred of ${typeof yPred[0]}s`,
    );
}
