// Soft voting without a classifier: probabilities of several members → their weighted mean → a class a row.
import { MlpLabError } from '@mlp-lab/core';
import { argmax } from './argmax';
import { type VoteWeights, voteWeights } from './vote-weights';

/** Probabilities of one member: n rows of K numbers, a column a class. */
export type Probabilities = ArrayLike<ArrayLike<number>>;

export interface SoftVote {
  /** The index of the class that won, a row each: [n]. */
  labels: Uint32Array;
  /** The weighted mean of the members' probabilities: [n][K]. */
  probabilities: number[][];
}

/**
 * The weighted mean of the members' probabilities and its largest class, by the rules of scikit-learn's
 * `VotingClassifier(voting='soft')`: sums in doubles, in member order, divided by the sum of weights; the first of
 * equal maxima wins, and the first NaN before all.
 *
 * @param members probabilities, members × n rows × K classes; they need not sum to one.
 * @param weights one a member, negative and zero allowed; one each by default.
 * @throws MlpLabError `invalid-argument` for no members, members of different shapes, another number of weights than
 * of members, or weights that sum to zero.
 */
export function softVote(members: ArrayLike<Probabilities>, weights?: VoteWeights): SoftVote {
  const weight = voteWeights(weights, members.length);
  const total = weight.reduce((sum, w) => sum + w, 0);
  if (total === 0)
    throw new MlpLabError(
      'invalid-argument',
      `weights sum to zero, so that there is no mean: received [${weight.join(', ')}]`,
    );
  const [rows, classes] = sharedShape(members);

  const labels = new Uint32Array(rows);
  const probabilities: number[][] = [];
  for (let row = 0; row < rows; row++) {
    const mean = new Array<number>(classes).fill(0);
    for (let m = 0; m < members.length; m++) {
      const given = members[m][row];
      for (let k = 0; k < classes; k++) mean[k] += weight[m] * given[k];
    }
    for (let k = 0; k < classes; k++) mean[k] /= total;
    labels[row] = argmax(mean);
    probabilities.push(mean);
  }
  return { labels, probabilities };
}

/** [n, K], the same for every member. */
function sharedShape(members: ArrayLike<Probabilities>): [rows: number, classes: number] {
  const rows = members[0].length;
  const classes = rows === 0 ? 0 : members[0][0].length;
  for (let m = 0; m < members.length; m++) {
    let fits = members[m].length === rows;
    for (let row = 0; fits && row < rows; row++) fits = members[m][row].length === classes && classes > 0;
    if (!fits)
      throw new MlpLabError(
        'invalid-argument',
        `all members must give probabilities of one shape: expected ${rows} rows of ${classes || '1 or more'} numbers, ` +
          `as of member 0, received another from member ${m}`,
      );
  }
  return [rows, classes];
}
