// Votes of many subsets of one pool, with equal weights: the results of `softVote` and `hardVote` without their checks and
// copies, because a size curve needs about a thousand of them.
import type { Probabilities } from './soft-vote';

/** The encoded labels that win the vote of a subset of the members: [n]. The next call overwrites them. */
export type SubsetVote = (subset: readonly number[]) => Uint32Array;

/** @param members probabilities that `softVote` accepts: [members][n][K]. */
export function softSubsetVote(members: readonly Probabilities[]): SubsetVote {
  const rows = members[0].length;
  const classes = members[0][0]?.length ?? 0;
  const flat = members.map((member) => {
    const numbers = new Float64Array(rows * classes);
    for (let row = 0; row < rows; row++) numbers.set(member[row], row * classes);
    return numbers;
  });
  const sums = new Float64Array(rows * classes);
  const winners = new Uint32Array(rows);
  return (subset) => {
    sums.fill(0);
    for (const m of subset) {
      const member = flat[m];
      for (let i = 0; i < sums.length; i++) sums[i] += member[i];
    }
    // As in softVote, the sums are divided before they are compared: rounding can make two of them equal.
    for (let i = 0; i < sums.length; i++) sums[i] /= subset.length;
    return argmaxOfRows(sums, classes, winners);
  };
}

/** @param members encoded labels that `hardVote` accepts: [members][n]. */
export function hardSubsetVote(members: readonly ArrayLike<number>[]): SubsetVote {
  const rows = members[0].length;
  const labels = members.map((member) => Uint32Array.from(member));
  const classes = labels.reduce((most, member) => member.reduce((a, b) => Math.max(a, b), most), 0) + 1;
  const counts = new Float64Array(rows * classes);
  const winners = new Uint32Array(rows);
  return (subset) => {
    counts.fill(0);
    for (const m of subset) {
      const member = labels[m];
      for (let row = 0; row < rows; row++) counts[row * classes + member[row]]++;
    }
    return argmaxOfRows(counts, classes, winners);
  };
}

/** The argmax of each row. */
function argmaxOfRows(numbers: Float64Array, width: number, result: Uint32Array): Uint32Array {
  for (let row = 0; row < result.length; row++) {
    const start = row * width;
    let best = start;
    let most = Number.NEGATIVE_INFINITY;
    for (let i = start; i < start + width; i++) {
      const number = numbers[i];
      if (number <= most) continue;
      best = i; // a larger number, or the first NaN
      most = number;
      if (Number.isNaN(number)) break;
    }
    result[row] = best - start;
  }
  return result;
}
