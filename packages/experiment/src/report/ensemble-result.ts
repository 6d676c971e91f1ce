// An ensemble looked at closely: both votes, what each further member brings, and how alike the members are.
import type { Dataset } from '@mlp-lab/core';
import { accuracyScore, hardVote, pairwiseAgreement, type SizeRow, sizeCurve, softVote } from '@mlp-lab/ensemble';
import { rowsOf, votesOf } from './member-votes';

/** How an ensemble's members voted on the test images. Plain JSON. */
export interface EnsembleResult {
  /** The vote by which the run was tested. */
  voting: 'soft' | 'hard';
  /** One a member, in both votes; null: one each. */
  weights: number[] | null;
  /** The accuracy of both votes, 0 to 1. */
  accuracy: { soft: number; hard: number };
  /** The accuracy of 1, 2, … of the members, one vote each. */
  sizes: { soft: SizeRow[]; hard: SizeRow[] };
  /** The share of images on which two members differ, 0 to 1: [members][members]. */
  disagreement: number[][];
  /** Cohen's kappa of two members; null where both always choose one and the same class: [members][members]. */
  kappa: (number | null)[][];
  /** The first images on which the members do not all choose one class. */
  disputed: DisputedImage[];
}

export interface DisputedImage {
  /** Its place in the test set, from 0. */
  index: number;
  label: number;
  /** What each member chose. */
  votes: number[];
  soft: number;
  hard: number;
}

const MOST_DISPUTED = 30;

/** @param probabilities one a member, `[test images × classes]`. */
export function ensembleResult(
  probabilities: readonly Float32Array[],
  { classes, test: { labels } }: Dataset,
  { voting, weights = null }: { voting: 'soft' | 'hard'; weights?: number[] | null },
): EnsembleResult {
  const members = probabilities.map((numbers) => rowsOf(numbers, classes));
  const votes = votesOf(members);
  const soft = softVote(members, weights).labels;
  const hard = hardVote(votes, weights);
  const { disagreement, kappa } = pairwiseAgreement(votes);
  return {
    voting,
    weights,
    accuracy: { soft: accuracyScore(labels, soft), hard: accuracyScore(labels, hard) },
    sizes: { soft: sizeCurve(members, labels), hard: sizeCurve(votes, labels) },
    disagreement,
    kappa: kappa.map((row) => row.map((value) => (Number.isNaN(value) ? null : value))),
    disputed: Array.from(labels, (label, index) => ({ index, label, votes: votes.map((own) => own[index]) }))
      .filter(({ votes }) => new Set(votes).size > 1)
      .slice(0, MOST_DISPUTED)
      .map((image) => ({ ...image, soft: soft[image.index], hard: hard[image.index] })),
  };
}
