// Accuracy as a function of ensemble size: ensembles of 1, 2, … N members, taken from one pool of N fitted members.
import { createRandom, MlpLabError } from '@mlp-lab/core';
import { accuracyScore } from './accuracy-score';
import { hardVote } from './hard-vote';
import { type Probabilities, softVote } from './soft-vote';
import { hardSubsetVote, type SubsetVote, softSubsetVote } from './subset-vote';
import { subsets } from './subsets';

export interface SizeCurveOptions {
  /** Maximum number of ensembles to evaluate per size. Default 252, which covers all ensembles of up to 10 members. */
  maxSubsets?: number;
  /** Seed for sampling ensembles if there are more than `maxSubsets`. Default 0. */
  seed?: number;
}

/** The accuracy of the ensembles of one size. */
export interface SizeRow {
  /** Number of members. */
  size: number;
  /** Number of ensembles of this size that were evaluated. */
  subsets: number;
  /** Accuracy of each ensemble: [subsets]. */
  accuracies: number[];
  /** Mean of `accuracies`. */
  mean: number;
  /** Population standard deviation of `accuracies`. */
  deviation: number;
  min: number;
  max: number;
}

/**
 * Accuracy of ensembles of 1 to N members with equal weights, one row per size.
 *
 * @param predictions of the N members: probabilities [N][n][K] for soft voting, or encoded labels [N][n] for hard voting.
 * @param y the true encoded labels: [n].
 * @throws MlpLabError `invalid-argument` if `maxSubsets` is less than 1, or for predictions or labels that `softVote`,
 * `hardVote` or `accuracyScore` refuses.
 */
export function sizeCurve(
  predictions: readonly Probabilities[] | readonly ArrayLike<number>[],
  y: ArrayLike<number>,
  options: SizeCurveOptions = {},
): SizeRow[] {
  const { maxSubsets = 252, seed = 0 } = options;
  if (!(maxSubsets >= 1))
    throw new MlpLabError('invalid-argument', `maxSubsets must be 1 or more: received ${maxSubsets}`);
  const random = createRandom(seed);
  const vote = subsetVote(predictions);
  return predictions.map((_, i) => {
    const chosen = subsets(predictions.length, i + 1, maxSubsets, random.stream(i + 1));
    return summary(
      i + 1,
      chosen.map((subset) => accuracyScore(y, vote(subset))),
    );
  });
}

/** The vote of all members checks the predictions once for all subsets. */
function subsetVote(predictions: readonly Probabilities[] | readonly ArrayLike<number>[]): SubsetVote {
  if (areLabels(predictions)) {
    hardVote(predictions);
    return hardSubsetVote(predictions);
  }
  softVote(predictions);
  return softSubsetVote(predictions);
}

function areLabels(predictions: readonly ArrayLike<unknown>[]): predictions is readonly ArrayLike<number>[] {
  return typeof predictions[0]?.[0] === 'number';
}

function summary(size: number, accuracies: number[]): SizeRow {
  const count = accuracies.length;
  const mean = accuracies.reduce((sum, a) => sum + a, 0) / count;
  const variance = accuracies.reduce((sum, a) => sum + (a - mean) ** 2, 0) / count;
  const [min, max] = [Math.min(...accuracies), Math.max(...accuracies)];
  return { size, subsets: count, accuracies, mean, deviation: Math.sqrt(variance), min, max };
}
