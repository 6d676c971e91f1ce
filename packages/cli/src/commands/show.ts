// `mlp-lab show INDEX…`: digits in the terminal, as the notebook shows its first ones.
import { type Dataset, type ImageSet, MlpLabError } from '@mlp-lab/core';
import { type DataOptions, loadDataset } from '../dataset';
import { digitsText } from '../print/charts';

type SetName = 'train' | 'test';

export async function showCommand(indices: number[], options: DataOptions & { set: SetName }): Promise<void> {
  const dataset = await loadDataset(options);
  const { set } = options;
  const chosen: Place[] = indices.length > 0 ? indices.map((index) => ({ set, index })) : FIRST_OF_EACH;
  const title = `${dataset.name}: ${chosen.map(({ set, index }) => `${set} ${index}`).join(', ')}`;
  const images = chosen.map((place) => image(dataset, place));
  process.stdout.write(`${digitsText(images, title)}\n`);
}

interface Place {
  set: SetName;
  index: number;
}

const FIRST_OF_EACH: Place[] = [
  { set: 'train', index: 0 },
  { set: 'test', index: 0 },
];

function image(dataset: Dataset, { set: name, index }: Place) {
  const set: ImageSet = dataset[name];
  if (index >= set.count)
    throw new MlpLabError(
      'invalid-argument',
      `index: expected 0 to ${set.count - 1} (the ${name} set has ${set.count} images), received ${index}`,
    );
  const { height, width } = set;
  const size = height * width;
  return { pixels: set.images.subarray(index * size, (index + 1) * size), height, width, label: set.labels[index] };
}
