// The members' votes and how often they agree: an ensemble gains most from members that make different errors.
import { checkFitted, type FittedEnsemble, memberNames } from './check-fitted';
import { cohenKappa } from './cohen-kappa-score';
import { type Label, type Labels, readLabelPair, readLabels } from './labels';
import { memberVotes } from './member-predictions';
import { readMembers } from './read-members';

/** How much each pair of members agrees. */
export interface PairwiseAgreement {
  /** The fraction of samples on which two members disagree, 0 to 1: [members][members]. */
  disagreement: number[][];
  /** Cohen's kappa of each pair; NaN if both always predict the same single label: [members][members]. */
  kappa: number[][];
}

/** The votes of an ensemble's members, and how much they agree. */
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
  const names = memberNames(clf);
  const { le_: encoder } = clf;
  const votes = (await memberVotes(clf, x)).map(({ labels }) => encoder.inverseTransform(labels));
  return { names, votes, ...pairwiseAgreement(votes) };
}

/**
 * The disagreement and kappa of each pair of members, computed from their votes.
 *
 * @param votes predicted labels: [members][n].
 * @throws MlpLabError `invalid-argument` if there are no samples, or if the members have different numbers of them.
 */
export function pairwiseAgreement(votes: readonly Labels[]): PairwiseAgreement {
  const members = readMembers(votes, readLabels);
  for (const [m, labels] of members.entries()) readLabelPair(members[0], labels, ['member 0', `member ${m}`]);
  return { disagreement: pairwise(members, disagreement), kappa: pairwise(members, cohenKappa) };
}

function pairwise<Item>(items: readonly Item[], measure: (a: Item, b: Item) => number): number[][] {
  return items.map((a) => items.map((b) => measure(a, b)));
}

function disagreement(a: ArrayLike<Label>, b: ArrayLike<Label>): number {
  return Array.from(a).filter((label, i) => label !== b[i]).length / a.length;
}
