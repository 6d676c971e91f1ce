// Hard voting on plain numbers: predicted classes of several members → the majority class of each sample.
import { checkCount, invalidArgument, MlpLabError } from '@mlp-lab/core';
import { argmaxBetween } from './argmax';
import { checkNumbers } from './array-input';
import { type Labels, readLabels } from './labels';
import { readMembers } from './read-members';
import { type VoteWeights, voteWeights } from './vote-weights';

/** The encoded labels that one member predicts: [n]. */
export interface Votes {
  /** For error messages. */
  readonly name: string;
  readonly labels: ArrayLike<number>;
}

/**
 * The class with the largest weighted number of votes, as in scikit-learn's `VotingClassifier(voting='hard')`: votes are
 * summed in double precision, in the order of the members, and ties go to the smallest class. As with `np.bincount`, the
 * candidates for a sample are the classes from 0 to the highest one voted for. Therefore a class without votes can win if
 * weights are zero or negative.
 *
 * @param members encoded labels, 0 to K - 1: [members][n].
 * @param weights one per member, of any sign. Default: 1 each.
 * @param classes K: a vote of K or more is an error. It does not affect the count. Default 2^24.
 * @returns the encoded label that wins: [n].
 * @throws MlpLabError `invalid-argument` if there are no members, if they have different lengths, if the number of weights
 * is not the number of members, or if a vote is not an encoded label.
 */
export function hardVote(
  members: ArrayLike<Labels<number>>,
  weights?: VoteWeights,
  classes?: number | null,
): Uint32Array {
  if (classes !== undefined && classes !== null) checkCount('classes', classes);
  return majorityVote(readMembers(members, readVotes), weights, Math.min(classes ?? MAX_CLASSES, MAX_CLASSES));
}

const MAX_CLASSES = 2 ** 24;

/** @param name of the votes, for error messages. */
export function readVotes(given: unknown, name: string): Votes {
  const labels: ArrayLike<unknown> = readLabels(given, name);
  checkNumbers(labels, name);
  return { name, labels };
}

/** hardVote, for votes that have been read. */
export function majorityVote(votes: readonly Votes[], weights?: VoteWeights, classes = MAX_CLASSES): Uint32Array {
  const weight = voteWeights(weights, votes.length);
  const samples = sharedLength(votes);
  const highest = votes.reduce((most, own) => Math.max(most, highestVote(own, classes)), 0);
  return countVotes(
    votes.map(({ labels }) => labels),
    weight,
    highest + 1,
    new Uint32Array(samples),
  );
}

/**
 * Counts votes that have been checked.
 *
 * @param candidates more than any vote.
 * @param winners overwritten with the result: [n].
 */
export function countVotes(
  votes: readonly ArrayLike<number>[],
  weights: Float64Array,
  candidates: number,
  winners: Uint32Array,
): Uint32Array {
  const counts = new Float64Array(candidates);
  for (let i = 0; i < winners.length; i++) {
    let highest = 0;
    for (let m = 0; m < votes.length; m++) {
      const vote = votes[m][i];
      counts[vote] += weights[m];
      if (vote > highest) highest = vote;
    }
    winners[i] = argmaxBetween(counts, 0, highest + 1);
    counts.fill(0, 0, highest + 1);
  }
  return winners;
}

/** @throws MlpLabError `invalid-argument` if the members vote on different numbers of samples. */
export function sharedLength(votes: readonly Votes[]): number {
  const [first] = votes;
  const { length } = first.labels;
  const other = votes.find(({ labels }) => labels.length !== length);
  if (other === undefined) return length;
  throw invalidArgument(other.name, `votes on ${length} samples, as from ${first.name}`, other.labels.length);
}

function highestVote({ name, labels }: Votes, classes: number): number {
  let highest = 0;
  for (let i = 0; i < labels.length; i++) {
    const vote = labels[i];
    if (!Number.isInteger(vote) || vote < 0 || vote >= classes)
      throw new MlpLabError(
        'invalid-argument',
        `${name}: a vote must be an encoded label: expected an integer from 0 to ${classes - 1}, received ${vote} for sample ${i}`,
      );
    if (vote > highest) highest = vote;
  }
  return highest;
}
