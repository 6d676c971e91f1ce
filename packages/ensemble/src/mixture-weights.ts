// Learns the weights of a soft vote: the mixture of the members' probabilities with the smallest log loss.
import { checkCount, checkNumber, checkOptions, invalidArgument, MlpLabError } from '@mlp-lab/core';
import { readNumbers } from './array-input';
import { type Labels, readLabels } from './labels';
import { type Probabilities, type ProbabilityMatrix, probabilityAt, readProbabilities } from './probability-matrix';
import { readMembers } from './read-members';

/** Options of `mixtureWeights`. */
export interface MixtureOptions {
  /** Stop once the log loss is provably within this distance of the minimum. Default 1e-9. */
  tolerance?: number | undefined;
  /** Maximum number of iterations. Default 10,000. */
  maxIterations?: number | undefined;
}

/**
 * The non-negative weights, summing to 1, that minimize the log loss of the weighted mean probabilities for true labels `y`.
 * The problem is convex; it is solved by expectation maximization, starting from equal weights (Dempster, Laird and Rubin,
 * 1977).
 *
 * @param members probabilities: [members][n][K]. Use samples that no member was trained on.
 * @param y the true encoded labels, 0 to K - 1: [n]. Samples to whose class all members assign probability 0 are ignored.
 * @throws MlpLabError `invalid-argument` if there are no members, or if a member lacks the probability of a sample's class.
 */
export function mixtureWeights(
  members: ArrayLike<Probabilities>,
  y: Labels<number>,
  options?: MixtureOptions | null,
): number[] {
  return minimizeLogLoss(readMembers(members, readProbabilities), y, readMixtureOptions(options));
}

export function readMixtureOptions(options: MixtureOptions | null | undefined): Required<MixtureOptions> {
  const given = checkOptions('mixtureWeights', options, {
    tolerance: (name, value) => checkNumber(name, value, 0),
    maxIterations: (name, value) => checkCount(name, value, 0),
  });
  return { tolerance: 1e-9, maxIterations: 10_000, ...given };
}

/** mixtureWeights, for probabilities that have been read. */
export function minimizeLogLoss(
  members: readonly ProbabilityMatrix[],
  y: Labels<number>,
  { tolerance, maxIterations }: Required<MixtureOptions>,
): number[] {
  const likelihoods = trueClassProbabilities(members, readNumbers(readLabels(y, 'y'), 'y'));
  let weights = new Array<number>(members.length).fill(1 / members.length);
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const ratios = relativeLikelihoods(weights, likelihoods);
    // By convexity, the loss exceeds its minimum by at most the largest ratio minus 1.
    if (Math.max(...ratios) - 1 <= tolerance) break;
    weights = weights.map((weight, m) => weight * ratios[m]);
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/**
 * For each member, the mean over samples of its probability of the true class divided by the mixture's. At the optimum it is
 * 1, or less for members of weight 0.
 */
function relativeLikelihoods(weights: number[], likelihoods: Float64Array[]): number[] {
  const samples = likelihoods[0].length;
  const sums = new Float64Array(weights.length);
  for (let i = 0; i < samples; i++) {
    let mixed = 0;
    for (let m = 0; m < weights.length; m++) mixed += weights[m] * likelihoods[m][i];
    for (let m = 0; m < weights.length; m++) sums[m] += likelihoods[m][i] / mixed;
  }
  return Array.from(sums, (sum) => sum / samples);
}

/** Each member's probability of the true class, for the samples that count: [members][samples]. */
function trueClassProbabilities(members: readonly ProbabilityMatrix[], y: ArrayLike<number>): Float64Array[] {
  const all = members.map((member) => Float64Array.from(y, (label, i) => probabilityAt(member, i, label)));
  if (all.length === 0 || all.some((values) => !values.every((p) => p >= 0)))
    throw new MlpLabError(
      'invalid-argument',
      'every member must have a probability, 0 or more, for the true class of every sample: received ' +
        `${all.length === 0 ? 'no member' : 'a sample or a class without one, or NaN'}`,
    );
  const likelihoods = all.map((values) => values.filter((_, i) => all.some((others) => others[i] > 0)));
  if (likelihoods[0].length === 0)
    throw invalidArgument('y', 'at least 1 sample to whose class a member assigns a probability above 0', 0);
  return likelihoods;
}
