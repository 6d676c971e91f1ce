// Hard voting on plain numbers: predicted classes of several members → the majority class of each sample.
import { MlpLabError } from '@mlp-lab/core';
import { argmax } from './argmax';
import { type VoteWeights, voteWeights } from './vote-weights';

/**
 * The class with the largest weighted number of votes, as in scikit-learn's `VotingClassifier(voting='hard')`: votes are
 * summed in double precision, in the order of the members, and ties go to the smallest class. As with `np.bincount`, the
 * candidates for a sample are the classes from 0 to the highest one voted for. Therefore a class without votes can win if
 * weights are zero or negative.
 *
 * @param members encoded labels, 0 to K - 1: [members][n].
 * @param weights one per member, of any sign. Default: 1 each.
 * @param classes K: a vote of K or more is an error. It does not affect the count.
 * @returns the encoded label that wins: [n].
 * @throws MlpLabError `invalid-argument` if there are no members, if they have different lengths, if the number of weights
 * is not the number of members, or if a vote is not an encoded label.
 */
export function hardVote(
  members: ArrayLike<ArrayLike<number>>,
  weights?: VoteWeights,
  classes = Number.POSITIVE_INFINITY,
): Uint32Array {
  const weight = voteWeights(weights, members.length);
  const candidates = highestVote(members, classes) + 1;
  const counts = new Float64Array(candidates);
  return Uint32Array.from(members[0], (_, row) => {
    let highest = 0;
    counts.fill(0);
    for (let m = 0; m < members.length; m++) {
      const vote = members[m][row];
      counts[vote] += weight[m];
      if (vote > highest) highest = vote;
    }
    return argmax(counts.subarray(0, highest + 1));
  });
}

function highestVote(members: ArrayLike<ArrayLike<number>>, classes: number): number {
  const rows = members[0].length;
  let highest = 0;
  for (let m = 0; m < members.length; m++) {
    if (members[m].length !== rows)
      throw new MlpLabError(
        'invalid-argument',
        `all members must vote on the same samples: expected ${rows} votes, as from member 0, received ${members[m].length} from member ${m}`,
      );
    for (let row = 0; row < rows; row++) {
      const vote = members[m][row];
      if (!Number.isInteger(vote) || vote < 0 || vote >= classes)
        throw new MlpLabError(
          'invalid-argument',
          `a vote must be an encoded label: expected an integer from 0 ${classes === Number.POSITIVE_INFINITY ? 'up' : `to ${classes - 1}`}, ` +
            `received ${String(vote)} from member ${m} for sample ${row}`,
        );
      if (vote > highest) highest = vote;
    }
  }
  return highest;
}
