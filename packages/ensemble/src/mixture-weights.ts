// Weights of a soft vote learned from data: the best mixture of the members' probabilities.
import { MlpLabError } from '@mlp-lab/core';
import type { Probabilities } from './soft-vote';

export interface MixtureOptions {
  /** Stops when the log loss is proven to be within this of the smallest. Default 1e-9. */
  tolerance?: number;
  /** Stops here at the latest. Default 10,000. */
  maxIterations?: number;
}

/**
 * The weights, none negative and summing to one, with which the members' mean probabilities have the least log loss on
 * right labels `y`: a convex problem, solved by expectation maximisation from equal weights (Dempster, Laird and Rubin, 1977).
 *
 * @param members probabilities, members × n rows × K classes, best on rows that no member was trained on.
 * @param y the right class of each row, 0 to K - 1. Rows to whose class no member gives any probability have no say.
 * @throws MlpLabError `invalid-argument` for no members, or a row without a probability for its class.
 */
export function mixtureWeights(
  members: ArrayLike<Probabilities>,
  y: ArrayLike<number>,
  options: MixtureOptions = {},
): number[] {
  const { tolerance = 1e-9, maxIterations = 10_000 } = options;
  const right = rightProbabilities(members, y);
  let weights = new Array<number>(members.length).fill(1 / members.length);
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const gains = gain(weights, right);
    // By convexity, the least loss is not below this one by more than the largest gain exceeds one.
    if (Math.max(...gains) - 1 <= tolerance) break;
    weights = weights.map((weight, m) => weight * gains[m]);
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** For each member, the mean over rows of its probability of the right class, over the mixture's: one at the optimum, less where the weight is zero. */
function gain(weights: number[], right: Float64Array[]): number[] {
  const rows = right[0].length;
  const sums = new Float64Array(weights.length);
  for (let row = 0; row < rows; row++) {
    let mixed = 0;
    for (let m = 0; m < weights.length; m++) mixed += weights[m] * right[m][row];
    for (let m = 0; m < weights.length; m++) sums[m] += right[m][row] / mixed;
  }
  return Array.from(sums, (sum) => sum / rows);
}

/** Each member's probability of the right class: [members][rows that have a say]. */
function rightProbabilities(members: ArrayLike<Probabilities>, y: ArrayLike<number>): Float64Array[] {
  const all = Array.from(members, (probabilities) => Float64Array.from(y, (label, row) => probabilities[row]?.[label]));
  if (all.length === 0 || all.some((values) => !values.every((p) => p >= 0)))
    throw new MlpLabError(
      'invalid-argument',
      'weights are fitted to members that give a probability, 0 or more, to the class of every row: received ' +
        `${all.length === 0 ? 'no member' : 'a row or a class without one, or NaN'}`,
    );
  return all.map((values) => values.filter((_, row) => all.some((others) => others[row] > 0)));
}
