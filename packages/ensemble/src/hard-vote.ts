// Hard voting without a classifier: the classes that several members chose → the class with most votes, a row each.
import { MlpLabError } from '@mlp-lab/core';
import { argmax } from './argmax';
import { type VoteWeights, voteWeights } from './vote-weights';

/**
 * The class with the largest weighted count of votes, by the rules of scikit-learn's `VotingClassifier(voting='hard')`:
 * counts in doubles, in member order; a tie goes to the smallest class. As in `np.bincount`, a row's candidates are the
 * classes from 0 to the highest that was voted for: with weights of zero or below, one that nobody chose can win.
 *
 * @param members encoded labels (0 to K - 1), members × n.
 * @param weights one a member, negative and zero allowed; one each by default.
 * @param classes K, where a vote beyond it shall be an error. It has no part in the count.
 * @returns the winner's encoded label, a row each: [n].
 * @throws MlpLabError `invalid-argument` for no members, members of different lengths, another number of weights than
 * of members, or a vote that is not an encoded label.
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
        `all members must vote on the same rows: expected ${rows}, as of member 0, received ${members[m].length} from member ${m}`,
      );
    for (let row = 0; row < rows; row++) {
      const vote = members[m][row];
      if (!Number.isInteger(vote) || vote < 0 || vote >= classes)
        throw new MlpLabError(
          'invalid-argument',
          `a vote must be an encoded label: expected an integer from 0 ${classes === Number.POSITIVE_INFINITY ? 'up' : `to ${classes - 1}`}, ` +
            `received ${String(vote)} from member ${m} in row ${row}`,
        );
      if (vote > highest) highest = vote;
    }
  }
  return highest;
}
