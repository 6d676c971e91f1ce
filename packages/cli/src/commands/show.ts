// `mlp-lab show INDEX…`: digits in the terminal, as the notebook shows its first ones.
import { type Dataset, type ImageSet, MlpLabError } from '@mlp-lab/core';
import { type DataOptions, loadDataset } from '../dataset';
import { digitsText } from '../print/charts';

type SetName = 'train' | 'test';

export async function showCommand(indices: number[], options: DataOptions & { set: SetName }): Promise<void> {
  const dataset = await loadDataset(options);
  const chosen = indices.length > 0 ? indices.map((index) => image(dataset, options.set, index)) : firstOfEach(dataset);
  process.stdout.write(`${digitsText(chosen)}\n`);
}

function firstOfEach(dataset: Dataset) {
  return [image(dataset, 'train', 0), image(dataset, 'test', 0)];
}

function image(dataset: Dataset, name: SetName, index: number) {
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
