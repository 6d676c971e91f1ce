// The weights of an ensemble's vote: asked for, checked before any training, and learnt after it.
import { type Dataset, MlpLabError } from '@mlp-lab/core';
import { mixtureWeights } from '@mlp-lab/ensemble';
import type { Recipe, Variant } from '@mlp-lab/models';
import type { TaskResult } from '../train/task';
import { rowsOf } from './rows-of';

/** One number a member, or 'fit': learnt on the images held out for validation. */
export type Weights = readonly number[] | 'fit';

/** @throws MlpLabError `invalid-argument` for weights that the variant can't vote with. */
export function checkWeights(weights: Weights, { name, ensemble }: Variant, { validationSplit }: Recipe): void {
  if (!ensemble) throw invalid(`${name} is no ensemble: expected one, or no weights`);
  if (weights === 'fit') {
    if (validationSplit > 0) return;
    throw invalid(`'fit' needs images that no member was trained on, but ${name} is trained on all: give numbers`);
  }
  if (weights.length !== ensemble.members || !weights.every(Number.isFinite))
    throw invalid(`expected ${ensemble.members} numbers, one a member, received ${weights.join(',')}`);
  if (weights.reduce((sum, weight) => sum + weight, 0) === 0)
    throw invalid(`expected a sum other than zero, received ${weights.join(',')}`);
}

/** The weights as numbers; null for one each. */
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

const invalid = (problem: string) => new MlpLabError('invalid-argument', `weights: ${problem}`);
