// Classes that a network can't learn, or is not tested on: none of their images is in the part of the data that it sees.
import { type Dataset, groupedNumber } from '@mlp-lab/core';
import type { Plan } from './plan';

/** A sentence for each part of a comparison's data that lacks classes: the training, validation and test images. */
export function missingClasses({ dataset, rows }: Pick<Plan, 'dataset' | 'rows'>): string[] {
  const { train, test } = dataset;
  const everywhere = absent([train.labels, test.labels], dataset);
  const splits = new Set(rows.map(({ recipe }) => recipe.validationSplit));
  const ofSplits = [...splits].flatMap((split) => {
    const trainedOn = Math.floor(train.count * (1 - split)); // Keras's rule: the last images are held out
    const part = split === 0 ? 'training' : `training (without the last ${Number((100 * split).toFixed(2))} %)`;
    const heldOut =
      split === 0 ? [] : [sentence('validation', [train.labels.subarray(trainedOn)], dataset, everywhere)];
    return [sentence(part, [train.labels.subarray(0, trainedOn)], dataset, everywhere), ...heldOut];
  });
  const ofAll =
    everywhere.length > 0 ? [`no image is of ${classWords(everywhere)}: their outputs can only learn to be 0`] : [];
  return [...ofAll, ...ofSplits, sentence('test', [test.labels], dataset, everywhere)].filter((text) => text !== '');
}

/** Empty where only classes are missing that are missing everywhere. */
function sentence(
  part: string,
  labels: readonly ArrayLike<number>[],
  dataset: Dataset,
  everywhere: readonly number[],
): string {
  const missing = absent(labels, dataset).filter((label) => !everywhere.includes(label));
  const count = labels.reduce((sum, { length }) => sum + length, 0);
  if (missing.length === 0) return '';
  return count === 1
    ? `the only image for ${part} is not of ${classWords(missing)}`
    : `of the ${groupedNumber(count)} images for ${part}, none is of ${classWords(missing)}`;
}

function absent(labels: readonly ArrayLike<number>[], { classes }: Dataset): number[] {
  const found = new Set<number>();
  for (const list of labels) for (let i = 0; i < list.length; i++) found.add(list[i]);
  return Array.from({ length: classes }, (_, label) => label).filter((label) => !found.has(label));
}

const MOST = 10;

function classWords(labels: readonly number[]): string {
  const shown = labels.slice(0, MOST).join(', ');
  return `class${labels.length > 1 ? 'es' : ''} ${shown}${labels.length > MOST ? ` and ${labels.length - MOST} more` : ''}`;
}
