// Who voted for what, and how alike the members are: an ensemble gains by members that err differently.
import { checkFitted, type FittedEnsemble } from './check-fitted';
import { cohenKappaScore } from './cohen-kappa-score';
import type { Label } from './label';
import { memberLabels } from './member-answers';

export interface Agreement<L extends Label = Label> {
  /** The fitted members' names: [members]. */
  names: string[];
  /** What each of them predicts: [members][n]. */
  votes: L[][];
  /** The share of rows on which two members differ, 0 to 1: [members][members]. */
  disagreement: number[][];
  /** Cohen's kappa of two members; NaN where both always choose one and the same label: [members][members]. */
  kappa: number[][];
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
  return { names, votes, disagreement: pairwise(votes, disagreement), kappa: pairwise(votes, cohenKappaScore) };
}

function pairwise<Item>(items: Item[], measure: (a: Item, b: Item) => number): number[][] {
  return items.map((a) => items.map((b) => measure(a, b)));
}

function disagreement(a: Label[], b: Label[]): number {
  return a.filter((label, row) => label !== b[row]).length / a.length;
}
