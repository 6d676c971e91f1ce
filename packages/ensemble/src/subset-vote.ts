// Votes of many subsets of one pool, with equal weights: the results of `softVote` and `hardVote` without their checks and
// copies, because a size curve needs about a thousand of them.
import { argmaxOfRows } from './argmax';
import { countVotes, majorityVote, type Votes } from './hard-vote';
import { flatten, type ProbabilityMatrix } from './probability-matrix';
import { sharedShape } from './soft-vote';

/** The encoded labels that win the vote of a subset of the members: [n]. The next call overwrites them. */
export type SubsetVote = (subset: readonly number[]) => Uint32Array;

/** @throws MlpLabError `invalid-argument` for probabilities that `softVote` refuses. */
export function softSubsetVote(members: readonly ProbabilityMatrix[]): SubsetVote {
  const { samples, classes } = sharedShape(members);
  const flat = members.map(flatten);
  const sums = new Float64Array(samples * classes);
  const winners = new Uint32Array(samples);
  return (subset) => {
    sums.fill(0);
    for (const m of subset) {
      const member = flat[m];
      for (let i = 0; i < sums.length; i++) sums[i] += member[i];
    }
    return argmaxOfRows(sums, classes, winners, subset.length);
  };
}

/** @throws MlpLabError `invalid-argument` for votes that `hardVote` refuses. */
export function hardSubsetVote(votes: readonly Votes[]): SubsetVote {
  const winners = majorityVote(votes);
  const labels = votes.map((member) => Uint32Array.from(member.labels));
  const highest = labels.reduce((most, member) => member.reduce((a, b) => Math.max(a, b), most), 0);
  const weights = new Float64Array(votes.length).fill(1);
  return (subset) =>
    countVotes(
      subset.map((m) => labels[m]),
      weights,
      highest + 1,
      winners,
    );
}
