// The weights that an ensemble votes with, as numbers: given, or fitted on the validation images.
import type { Dataset } from '@mlp-lab/core';
import { mixtureWeights } from '@mlp-lab/ensemble';
import type { Weights } from '../plan/ensemble-weights';
import type { TaskResult } from '../train/task';
import { rowsOf } from './member-votes';

/**
 * @param results the members', in order.
 * @returns one weight per member; null for equal weights.
 */
export function voteWeights(
  weights: Weights | undefined,
  results: readonly TaskResult[],
  { train, classes }: Dataset,
): number[] | null {
  if (weights === undefined) return null;
  if (weights !== 'fit') return [...weights];
  const members = results.map(({ heldOut }) => rowsOf(heldOut!, classes));
  return mixtureWeights(members, train.labels.subarray(results[0].trainedOn));
}
