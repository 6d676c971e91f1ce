// How much each further member brings: the accuracy of ensembles of 1, 2, … N members out of one trained pool.
import { createRandom, MlpLabError } from '@mlp-lab/core';
import { accuracyScore } from './accuracy-score';
import { hardVote } from './hard-vote';
import { type Probabilities, softVote } from './soft-vote';
import { hardSubsetVote, type SubsetVote, softSubsetVote } from './subset-vote';
import { subsets } from './subsets';

export interface SizeCurveOptions {
  /** Ensembles tried of each size; where there are no more, all are. Default 252, which is all of up to 10 members. */
  maxSubsets?: number;
  /** Seed of the choice where there are more. Default 0. */
  seed?: number;
}

/** The accuracy of the ensembles of one size. */
export interface SizeRow {
  /** Members in the ensemble. */
  size: number;
  /** Ensembles of that size that were tried. */
  subsets: number;
  /** The accuracy of each: [subsets]. */
  accuracies: number[];
  /** Their mean. */
  mean: number;
  /** Their standard deviation (the mean square divided by their number). */
  deviation: number;
  min: number;
  max: number;
}

/**
 * Accuracy by ensemble size, a row for each of 1 to N members, all with one vote each.
 *
 * @param answers of the pool's N members: probabilities [N][n][K], for soft voting, or encoded labels [N][n], for hard.
 * @param y the right encoded labels: [n].
 * @throws MlpLabError `invalid-argument` for what `softVote`, `hardVote` or `accuracyScore` refuse, or no subset.
 */
export function sizeCurve(
  answers: readonly Probabilities[] | readonly ArrayLike<number>[],
  y: ArrayLike<number>,
  options: SizeCurveOptions = {},
): SizeRow[] {
  const { maxSubsets = 252, seed = 0 } = options;
  if (!(maxSubsets >= 1))
    throw new MlpLabError('invalid-argument', `maxSubsets must be 1 or more: received ${maxSubsets}`);
  const random = createRandom(seed);
  const vote = voteOf(answers);
  return answers.map((_, i) => {
    const tried = subsets(answers.length, i + 1, maxSubsets, random.stream(i + 1));
    return summary(
      i + 1,
      tried.map((subset) => accuracyScore(y, vote(subset))),
    );
  });
}

/** Checked by a vote of the whole pool. */
function voteOf(answers: readonly Probabilities[] | readonly ArrayLike<number>[]): SubsetVote {
  if (areLabels(answers)) {
    hardVote(answers);
    return hardSubsetVote(answers);
  }
  softVote(answers);
  return softSubsetVote(answers);
}

function areLabels(answers: readonly ArrayLike<unknown>[]): answers is readonly ArrayLike<number>[] {
  return typeof answers[0]?.[0] === 'number';
}

function summary(size: number, accuracies: number[]): SizeRow {
  const count = accuracies.length;
  const mean = accuracies.reduce((sum, a) => sum + a, 0) / count;
  const variance = accuracies.reduce((sum, a) => sum + (a - mean) ** 2, 0) / count;
  const [min, max] = [Math.min(...accuracies), Math.max(...accuracies)];
  return { size, subsets: count, accuracies, mean, deviation: Math.sqrt(variance), min, max };
}
