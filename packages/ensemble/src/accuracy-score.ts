// The fraction of correct predictions: `VotingClassifier.score`, and the metric of every comparison.
import { checkNumbers, checkOptions, invalidArgument, MlpLabError } from '@mlp-lab/core';
import { type Label, type Labels, readLabelPair } from './labels';

/** Options of `accuracyScore` and `VotingClassifier.score`. */
export interface ScoreOptions {
  /** Weight of each sample: [n]. Default: 1 each. */
  sampleWeight?: ArrayLike<number> | null | undefined;
}

/**
 * The (weighted) fraction of samples that are predicted correctly, 0 to 1: scikit-learn's `accuracy_score`.
 *
 * @param yTrue the true labels: [n].
 * @param yPred the predicted labels: [n].
 * @throws MlpLabError `invalid-argument` if there are no samples, if the lengths or the types of the labels differ, for labels
 * that are no classes (0.5, NaN), or if the sample weights sum to zero.
 */
export function accuracyScore(yTrue: Labels, yPred: Labels, options?: ScoreOptions | null): number {
  const { sampleWeight } = checkOptions('accuracyScore', options, { sampleWeight: checkNumbers });
  const labels = readLabelPair(yTrue, yPred, ['yTrue', 'yPred']);
  const samples = labels[0].length;
  if (sampleWeight && sampleWeight.length !== samples)
    throw invalidArgument('sampleWeight', `one weight for each of ${samples} samples`, sampleWeight.length);
  return accuracy(...labels, sampleWeight ?? undefined);
}

/** The accuracy of labels that have been checked. */
export function accuracy(yTrue: ArrayLike<Label>, yPred: ArrayLike<Label>, sampleWeight?: ArrayLike<number>): number {
  let correct = 0;
  let total = 0;
  for (let i = 0; i < yTrue.length; i++) {
    const weight = sampleWeight === undefined ? 1 : sampleWeight[i];
    if (yTrue[i] === yPred[i]) correct += weight;
    total += weight;
  }
  if (total === 0)
    throw new MlpLabError('invalid-argument', 'sampleWeight sums to zero: expected a sum other than zero');
  return correct / total;
}
