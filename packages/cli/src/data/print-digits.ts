// `show`: digits in the terminal, as in the notebook.
import { className, type Dataset, type ImageSet, MlpLabError } from '@mlp-lab/core';
import { digitsText } from '../print/charts';
import { print } from '../print/terminal';
import { loadDataset } from './load-dataset';

type SetName = 'train' | 'test';

/** @throws MlpLabError `invalid-argument` for an index that the set does not have; as `loadDataset`. */
export async function printDigits(indices: readonly number[], set: SetName, data?: string): Promise<void> {
  const dataset = await loadDataset({ data });
  const chosen: Position[] = indices.length > 0 ? indices.map((index) => ({ set, index })) : FIRST_OF_EACH;
  const title = `${dataset.name}: ${chosen.map(({ set, index }) => `${set} ${index}`).join(', ')}`;
  const images = chosen.map((position) => image(dataset, position));
  print(`${digitsText(images, title)}\n`);
}

interface Position {
  set: SetName;
  index: number;
}

const FIRST_OF_EACH: Position[] = [
  { set: 'train', index: 0 },
  { set: 'test', index: 0 },
];

function image(dataset: Dataset, { set: name, index }: Position) {
  const set: ImageSet = dataset[name];
  if (index >= set.count)
    throw new MlpLabError(
      'invalid-argument',
      `index: expected 0 to ${set.count - 1} (the ${name} set has ${set.count} images), received ${index}`,
    );
  const { height, width } = set;
  const size = height * width;
  return {
    pixels: set.images.subarray(index * size, (index + 1) * size),
    height,
    width,
    label: className(dataset, set.labels[index]),
  };
}
