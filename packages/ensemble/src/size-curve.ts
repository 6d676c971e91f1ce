// Accuracy as a function of ensemble size: ensembles of 1, 2, … N members, taken from one pool of N fitted members.
import { checkOptions, createRandom, describeValue, invalidArgument } from '@mlp-lab/core';
import { accuracy } from './accuracy-score';
import { isArrayLike } from './array-input';
import { readVotes, type Votes } from './hard-vote';
import { type Labels, readLabelPair } from './labels';
import { type Probabilities, type ProbabilityMatrix, readProbabilities } from './probability-matrix';
import { readMembers } from './read-members';
import { hardSubsetVote, type SubsetVote, softSubsetVote } from './subset-vote';
import { subsets } from './subsets';

/** Options of the curves of accuracy by ensemble size. */
export interface SizeCurveOptions {
  /** Maximum number of ensembles to evaluate per size. Default 252, which covers all ensembles of up to 10 members. */
  maxSubsets?: number | undefined;
  /** Seed for sampling ensembles if there are more than `maxSubsets`. Default 0. */
  seed?: number | undefined;
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
  /** The least of `accuracies`. */
  min: number;
  /** The greatest of `accuracies`. */
  max: number;
}

/**
 * Accuracy of ensembles of 1 to N members with equal weights, one row per size.
 *
 * @param predictions of the N members: probabilities [N][n][K] for soft voting, or encoded labels [N][n] for hard voting.
 * @param y the true encoded labels: [n].
 * @throws MlpLabError `invalid-argument` if `maxSubsets` is less than 1, or for predictions or labels that `softVote`,
 * `hardVote` or `accuracyScore` refuse.
 */
export function sizeCurve(
  predictions: readonly Probabilities[] | readonly ArrayLike<number>[],
  y: Labels<number>,
  options?: SizeCurveOptions | null,
): SizeRow[] {
  const choice = readSizeCurveOptions(options);
  return areVotes(predictions)
    ? curveOfVotes(readMembers(predictions, readVotes), y, choice)
    : curveOfProbabilities(readMembers(predictions, readProbabilities), y, choice);
}

export function readSizeCurveOptions(options: SizeCurveOptions | null | undefined): Required<SizeCurveOptions> {
  return {
    maxSubsets: 252,
    seed: 0,
    ...checkOptions('sizeCurve', options, { maxSubsets: checkMaxSubsets, seed: checkSeed }),
  };
}

function checkMaxSubsets(name: string, value: unknown): void {
  if (!(typeof value === 'number' && value >= 1))
    throw invalidArgument(name, 'a number of 1 or more', describeValue(value));
}

function checkSeed(_: string, value: unknown): void {
  createRandom(value as number);
}

/** Whether each member predicts numbers, one per sample. */
function areVotes(predictions: unknown): boolean {
  const first = isArrayLike(predictions) ? predictions[0] : undefined;
  return isArrayLike(first) && typeof first[0] === 'number';
}

export const curveOfVotes = (votes: Votes[], y: Labels<number>, options: Required<SizeCurveOptions>): SizeRow[] =>
  curve(votes.length, () => hardSubsetVote(votes), y, options);

export const curveOfProbabilities = (
  members: ProbabilityMatrix[],
  y: Labels<number>,
  options: Required<SizeCurveOptions>,
): SizeRow[] => curve(members.length, () => softSubsetVote(members), y, options);

function curve(
  members: number,
  start: () => SubsetVote,
  y: Labels<number>,
  { maxSubsets, seed }: Required<SizeCurveOptions>,
): SizeRow[] {
  if (members === 0) throw invalidArgument('predictions', 'at least 1 member', 0);
  const vote = start();
  const whole = Array.from({ length: members }, (_, m) => m);
  const [labels] = readLabelPair(y, vote(whole), ['y', 'predictions']);
  const random = createRandom(seed);
  return whole.map((last) => {
    const size = last + 1;
    const chosen = subsets(members, size, maxSubsets, random.stream(size));
    return summary(
      size,
      chosen.map((subset) => accuracy(labels, vote(subset))),
    );
  });
}

function summary(size: number, accuracies: number[]): SizeRow {
  const count = accuracies.length;
  const mean = accuracies.reduce((sum, a) => sum + a, 0) / count;
  const variance = accuracies.reduce((sum, a) => sum + (a - mean) ** 2, 0) / count;
  const [min, max] = [Math.min(...accuracies), Math.max(...accuracies)];
  return { size, subsets: count, accuracies, mean, deviation: Math.sqrt(variance), min, max };
}
