// Soft voting on plain numbers: probabilities of several members → their weighted mean → the class of each sample.
import { invalidArgument, MlpLabError } from '@mlp-lab/core';
import { argmaxOfRows } from './argmax';
import {
  addRows,
  addRowsOfThree,
  type Probabilities,
  type ProbabilityMatrix,
  readProbabilities,
  toRows,
} from './probability-matrix';
import { readMembers } from './read-members';
import { type VoteWeights, voteWeights } from './vote-weights';

/** The result of a soft vote. */
export interface SoftVote {
  /** The encoded label that wins: [n]. */
  labels: Uint32Array;
  /** The weighted mean of the members' probabilities: [n][K]. */
  probabilities: number[][];
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
  const matrices = readMembers(members, readProbabilities);
  const labels = new Uint32Array(matrices[0]?.samples ?? 0);
  const probabilities: number[][] = [];
  forEachSum(matrices, weights, (sums, { classes, total, from, to }) => {
    argmaxOfRows(sums, classes, labels.subarray(from, to), total);
    toRows(sums, classes, total, probabilities);
  });
  return { labels, probabilities };
}

/** The encoded label that wins the soft vote: [n]. */
export function mostProbable(members: readonly ProbabilityMatrix[], weights?: VoteWeights): Uint32Array {
  const labels = new Uint32Array(members[0].samples);
  forEachSum(members, weights, (sums, { classes, total, from, to }) => {
    argmaxOfRows(sums, classes, labels.subarray(from, to), total);
  });
  return labels;
}

/** The weighted mean of the members' probabilities: [n][K]. */
export function meanProbabilities(members: readonly ProbabilityMatrix[], weights?: VoteWeights): number[][] {
  const probabilities: number[][] = [];
  forEachSum(members, weights, (sums, { classes, total }) => {
    toRows(sums, classes, total, probabilities);
  });
  return probabilities;
}

const NUMBERS_PER_BLOCK = 16_384; // 128 KiB: sums stay in the cache, and each member is read in long runs

interface Block {
  classes: number;
  /** The sum of the weights, by which sums become means. */
  total: number;
  /** The first sample. */
  from: number;
  /** The sample after the last one. */
  to: number;
}

/** Calls `visit` with the weighted sums [(to - from) · K] of one block of samples after another. */
function forEachSum(
  members: readonly ProbabilityMatrix[],
  weights: VoteWeights | undefined,
  visit: (sums: Float64Array, block: Block) => void,
): void {
  const weight = voteWeights(weights, members.length);
  const total = weight.reduce((sum, w) => sum + w, 0);
  if (total === 0)
    throw new MlpLabError(
      'invalid-argument',
      `weights sum to zero, so the mean is undefined: received [${weight.join(', ')}]`,
    );
  const { samples, classes } = sharedShape(members);
  const size = Math.max(1, Math.floor(NUMBERS_PER_BLOCK / classes));
  const block = new Float64Array(Math.min(size, samples) * classes);
  for (let from = 0; from < samples; from += size) {
    const to = Math.min(from + size, samples);
    const sums = block.subarray(0, (to - from) * classes);
    sums.fill(0);
    let m = 0;
    for (; m + 2 < members.length; m += 3)
      addRowsOfThree(members.slice(m, m + 3), weight.subarray(m, m + 3), sums, from, to);
    for (; m < members.length; m++) addRows(members[m], weight[m], sums, from, to);
    visit(sums, { classes, total, from, to });
  }
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
