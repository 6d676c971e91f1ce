// Who voted for what, and how alike the members are: an ensemble gains by members that err differently.
import { checkFitted, type FittedEnsemble } from './check-fitted';
import { cohenKappaScore } from './cohen-kappa-score';
import type { Label } from './label';
import { memberLabels } from './member-answers';

/** How alike each two of several voters are. */
export interface PairwiseAgreement {
  /** The share of rows on which two members differ, 0 to 1: [members][members]. */
  disagreement: number[][];
  /** Cohen's kappa of two members; NaN where both always choose one and the same label: [members][members]. */
  kappa: number[][];
}

export interface Agreement<L extends Label = Label> extends PairwiseAgreement {
  /** The fitted members' names: [members]. */
  names: string[];
  /** What each of them predicts: [members][n]. */
  votes: L[][];
}

/**
 * The votes of a fitted ensemble's members on rows `x`, and the pairwise measures of their agreement.
 *
 * @throws MlpLabError `bad-model` where the ensemble is not fitted.
 */
export async function agreement<X, L extends Label>(clf: FittedEnsemble<X, L>, x: X): Promise<Agreement<L>> {
  checkFitted(clf);
  const { estimators_: members, namedEstimators_: byName, le_: encoder } = clf;
  const names = members.map((member) => Object.keys(byName).find((name) => byName[name] === member)!);
  const votes = (await memberLabels(members, x)).map((labels) => encoder.inverseTransform(labels));
  return { names, votes, ...pairwiseAgreement(votes) };
}

/**
 * How alike each two of several voters are, without a classifier.
 *
 * @param votes labels, [members][n].
 * @throws MlpLabError `invalid-argument` for members of different lengths or no rows.
 */
export function pairwiseAgreement(votes: readonly ArrayLike<Label>[]): PairwiseAgreement {
  return { disagreement: pairwise(votes, disagreement), kappa: pairwise(votes, cohenKappaScore) };
}

function pairwise<Item>(items: readonly Item[], measure: (a: Item, b: Item) => number): number[][] {
  return items.map((a) => items.map((b) => measure(a, b)));
}

function disagreement(a: ArrayLike<Label>, b: ArrayLike<Label>): number {
  return Array.from(a).filter((label, row) => label !== b[row]).length / a.length;
}
