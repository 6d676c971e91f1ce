// Soft voting on plain numbers: probabilities of several members → their weighted mean → the class of each sample.
import { invalidArgument, MlpLabError } from '@mlp-lab/core';
import { argmaxOfRows } from './argmax';
import { addRows, type Probabilities, type ProbabilityMatrix, readProbabilities, toRows } from './probability-matrix';
import { readMembers } from './read-members';
import { type VoteWeights, voteWeights } from './vote-weights';

export interface SoftVote {
  /** The encoded label that wins: [n]. */
  labels: Uint32Array;
  /** The weighted mean of the members' probabilities: [n][K]. */
  probabilities: number[][];
}

/** The weighted mean of the members' probabilities: [n · K]. */
export interface MeanProbabilities {
  mean: Float64Array;
  samples: number;
  classes: number;
}

/**
 * The weighted mean of the members' probabilities and its argmax, as in scikit-learn's `VotingClassifier(voting='soft')`:
 * sums are computed in double precision, in the order of the members, and divided by the sum of the weights. The first of
 * several equal maxima wins; a NaN counts as the maximum.
 *
 * @param members probabilities: [members][n][K]. Rows need not sum to 1.
 * @param weights one per member, of any sign. Default: 1 each.
 * @throws MlpLabError `invalid-argument` if there are no members, if their shapes differ, if the number of weights is not
 * the number of members, or if the weights sum to zero.
 */
export function softVote(members: ArrayLike<Probabilities>, weights?: VoteWeights): SoftVote {
  const average = meanProbabilities(readMembers(members, readProbabilities), weights);
  return { labels: mostProbable(average), probabilities: toRows(average.mean, average.samples, average.classes) };
}

/** The argmax of the mean probabilities: [n]. */
export function mostProbable({ mean, samples, classes }: MeanProbabilities): Uint32Array {
  return argmaxOfRows(mean, classes, new Uint32Array(samples));
}

const NUMBERS_PER_BLOCK = 4096; // 32 KiB, so that sums stay in the fastest cache while the members are added

export function meanProbabilities(members: readonly ProbabilityMatrix[], weights?: VoteWeights): MeanProbabilities {
  const weight = voteWeights(weights, members.length);
  const total = weight.reduce((sum, w) => sum + w, 0);
  if (total === 0)
    throw new MlpLabError(
      'invalid-argument',
      `weights sum to zero, so the mean is undefined: received [${weight.join(', ')}]`,
    );
  const { samples, classes } = sharedShape(members);

  const mean = new Float64Array(samples * classes);
  const block = Math.max(1, Math.floor(NUMBERS_PER_BLOCK / classes));
  for (let from = 0; from < samples; from += block) {
    const to = Math.min(from + block, samples);
    for (let m = 0; m < members.length; m++) addRows(members[m], weight[m], mean, from, to);
    for (let i = from * classes; i < to * classes; i++) mean[i] /= total;
  }
  return { mean, samples, classes };
}

/** @throws MlpLabError `invalid-argument` if the shapes of the members differ. */
export function sharedShape(members: readonly ProbabilityMatrix[]): { samples: number; classes: number } {
  const [first] = members;
  const { samples, classes } = first;
  const other = members.find((member) => member.samples !== samples || member.classes !== classes);
  if (other === undefined) return { samples, classes };
  throw invalidArgument(
    other.name,
    `probabilities of ${samples} samples and ${classes} classes, as from ${first.name}`,
    `${other.samples} samples and ${other.classes} classes`,
  );
}
