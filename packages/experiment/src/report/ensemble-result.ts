// An ensemble in detail: both votes, the accuracy by number of members, and how much the members agree.
import type { Dataset } from '@mlp-lab/core';
import { accuracyScore, hardVote, pairwiseAgreement, type SizeRow, sizeCurve, softVote } from '@mlp-lab/ensemble';
import { rowsOf, votesOf } from './member-votes';

/** How an ensemble's members voted on the test images. Plain JSON. */
export interface EnsembleResult {
  /** The kind of vote that the run was tested with. */
  voting: 'soft' | 'hard';
  /** One per member, used in both votes; null for equal weights. */
  weights: number[] | null;
  /** The accuracy of both votes, 0 to 1. */
  accuracy: { soft: number; hard: number };
  /** The accuracy of 1, 2, … of the members, with equal weights. */
  sizes: { soft: SizeRow[]; hard: SizeRow[] };
  /** The share of images on which two members differ, 0 to 1: [members][members]. */
  disagreement: number[][];
  /** Cohen's kappa of two members; null where both always choose the same single class: [members][members]. */
  kappa: (number | null)[][];
  /** The first images on which the members disagree. */
  disputed: DisputedImage[];
}

/** A test image on which the members of an ensemble disagree. */
export interface DisputedImage {
  /** Its index in the test set. */
  index: number;
  /** Its true class. */
  label: number;
  /** The class that each member chose. */
  votes: number[];
  /** The class that the soft vote chose. */
  soft: number;
  /** The class that the hard vote chose. */
  hard: number;
}

const MOST_DISPUTED = 30;

/** @param probabilities one array per member, `[test images × classes]`. */
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
