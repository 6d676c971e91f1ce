// The fraction of correct predictions: `VotingClassifier.score`, and the metric of every comparison.
import { MlpLabError } from '@mlp-lab/core';
import type { Label } from './label-encoder';

export interface ScoreOptions {
  /** Weight of each sample: [n]. Default: 1 each. */
  sampleWeight?: ArrayLike<number> | null;
}

/**
 * The (weighted) fraction of samples that are predicted correctly, 0 to 1: scikit-learn's `accuracy_score`.
 *
 * @param yTrue the true labels: [n].
 * @param yPred the predicted labels: [n].
 * @throws MlpLabError `invalid-argument` if there are no samples, if the lengths or the types of the labels differ, or if
 * the sample weights sum to zero.
 */
export function accuracyScore(yTrue: ArrayLike<Label>, yPred: ArrayLike<Label>, options: ScoreOptions = {}): number {
  const { sampleWeight = null } = options;
  checkLabels(yTrue, yPred, sampleWeight);
  let correct = 0;
  let total = 0;
  for (let i = 0; i < yTrue.length; i++) {
    const weight = sampleWeight === null ? 1 : sampleWeight[i];
    if (yTrue[i] === yPred[i]) correct += weight;
    total += weight;
  }
  if (total === 0)
    throw new MlpLabError('invalid-argument', 'sampleWeight sums to zero: expected a sum other than zero');
  return correct / total;
}

function checkLabels(yTrue: ArrayLike<Label>, yPred: ArrayLike<Label>, sampleWeight: ArrayLike<number> | null): void {
  const samples = yTrue.length;
  if (yPred.length !== samples || (sampleWeight !== null && sampleWeight.length !== samples))
    throw new MlpLabError(
      'invalid-argument',
      `accuracy needs arrays of the same length: received yTrue ${samples}, yPred ${yPred.length}` +
        `${sampleWeight === null ? '' : `, sampleWeight ${sampleWeight.length}`}`,
    );
  if (samples === 0) throw new MlpLabError('invalid-argument', 'accuracy needs at least 1 sample: received 0');
  if (typeof yTrue[0] !== typeof yPred[0])
    throw new MlpLabError(
      'invalid-argument',
      `labels must all have the same type: received yTrue of ${typeof yTrue[0]}s, yPred of ${typeof yPred[0]}s`,
    );
}
