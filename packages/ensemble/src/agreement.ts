// The members' votes and how often they agree: an ensemble gains most from members that make different errors.
import { checkFitted, type FittedEnsemble } from './check-fitted';
import { cohenKappaScore } from './cohen-kappa-score';
import type { Label } from './label-encoder';
import { memberLabels } from './member-answers';

/** How much each pair of members agrees. */
export interface PairwiseAgreement {
  /** The fraction of samples on which two members disagree, 0 to 1: [members][members]. */
  disagreement: number[][];
  /** Cohen's kappa of each pair; NaN if both always predict the same single label: [members][members]. */
  kappa: number[][];
}

export interface Agreement<L extends Label = Label> extends PairwiseAgreement {
  /** Names of the fitted members: [members]. */
  names: string[];
  /** Labels predicted by each member: [members][n]. */
  votes: L[][];
}

/**
 * The votes of a fitted ensemble's members on samples `x`, with the disagreement and kappa of each pair.
 *
 * @throws MlpLabError `bad-model` if the ensemble is not fitted.
 */
export async function agreement<X, L extends Label>(clf: FittedEnsemble<X, L>, x: X): Promise<Agreement<L>> {
  checkFitted(clf);
  const { estimators_: members, namedEstimators_: byName, le_: encoder } = clf;
  const names = members.map((member) => Object.keys(byName).find((name) => byName[name] === member)!);
  const votes = (await memberLabels(members, x)).map((labels) => encoder.inverseTransform(labels));
  return { names, votes, ...pairwiseAgreement(votes) };
}

/**
 * The disagreement and kappa of each pair of members, computed from their votes.
 *
 * @param votes predicted labels: [members][n].
 * @throws MlpLabError `invalid-argument` if there are no samples, or if the members have different numbers of them.
 */
export function pairwiseAgreement(votes: readonly ArrayLike<Label>[]): PairwiseAgreement {
  return { disagreement: pairwise(votes, disagreement), kappa: pairwise(votes, cohenKappaScore) };
}

function pairwise<Item>(items: readonly Item[], measure: (a: Item, b: Item) => number): number[][] {
  return items.map((a) => items.map((b) => measure(a, b)));
}

function disagreement(a: ArrayLike<Label>, b: ArrayLike<Label>): number {
  return Array.from(a).filter((label, i) => label !== b[i]).length / a.length;
}
