// Soft voting on plain numbers: probabilities of several members → their weighted mean → the class of each sample.
import { MlpLabError } from '@mlp-lab/core';
import { argmax } from './argmax';
import { type VoteWeights, voteWeights } from './vote-weights';

/** Probabilities predicted by one member, a row per sample and a column per class: [n][K]. */
export type Probabilities = ArrayLike<ArrayLike<number>>;

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
  const weight = voteWeights(weights, members.length);
  const total = weight.reduce((sum, w) => sum + w, 0);
  if (total === 0)
    throw new MlpLabError(
      'invalid-argument',
      `weights sum to zero, so the mean is undefined: received [${weight.join(', ')}]`,
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
        `the probabilities of all members must have the same shape: expected ${rows} rows of ${classes || '1 or more'} numbers, ` +
          `as from member 0, received another shape from member ${m}`,
      );
  }
  return [rows, classes];
}
