// The weights of an ensemble's vote, as a caller asks for them: checked before any training.
import { MlpLabError } from '@mlp-lab/core';
import type { Recipe, Variant } from '@mlp-lab/models';

/** One number per member, or `'fit'`: fitted on the images held out for validation. */
export type Weights = readonly number[] | 'fit';

/** @throws MlpLabError `invalid-argument` for weights that the variant can't vote with. */
export function checkWeights(weights: Weights, { name, ensemble }: Variant, { validationSplit }: Recipe): void {
  if (!ensemble) throw invalid(`expected none, since ${name} is not an ensemble, received ${weights}`);
  if (weights === 'fit') {
    if (validationSplit > 0) return;
    throw invalid(`'fit' needs validation images, but ${name} is trained on all images: give numbers instead`);
  }
  if (weights.length !== ensemble.members || !weights.every(Number.isFinite))
    throw invalid(`expected ${ensemble.members} numbers, one per member, received ${weights.join(',')}`);
  if (weights.reduce((sum, weight) => sum + weight, 0) === 0)
    throw invalid(`expected a sum other than zero, received ${weights.join(',')}`);
}

const invalid = (problem: string) => new MlpLabError('invalid-argument', `weights: ${problem}`);
