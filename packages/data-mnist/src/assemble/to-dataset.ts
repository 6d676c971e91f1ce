// The arrays of a reader → one checked data set: grey, upright, with classes from 0 and a test set.
import { type Dataset, type ImageSet, MlpLabError } from '@mlp-lab/core';
import type { RawDataset, RawSet } from '../readers/reader';
import { encodeLabels } from './classes';
import { type GreyImages, greyImages } from './grey-images';
import { isTransposed, knownClassName } from './known-sets';
import { splitTestSet } from './split-test-set';

export interface ToDatasetOptions {
  name: string;
  classes?: number;
  /** @default where the data set is EMNIST */
  transpose?: boolean;
}

/** @throws MlpLabError `bad-data` where the sets don't belong together or hold what can't be learnt from; it names the file. */
export async function toDataset(
  raw: RawDataset,
  { name, classes: asked, transpose: isAsked }: ToDatasetOptions,
): Promise<Dataset> {
  const sets = [raw.train, ...(raw.test ? [raw.test] : [])];
  const { images, notes: pixelNotes } = greyImages(sets);
  checkSameSize(images, sets);
  const counts = images.map(({ count }) => count);
  const high = sets.reduce((most, { labels }) => Math.max(most, largest(labels)), 0);
  const {
    labels,
    classes,
    classNames,
    notes: labelNotes,
  } = encodeLabels(sets, counts, {
    classes: asked,
    classNames: raw.classNames,
    nameOf: (label) => knownClassName(name, high, label),
  });
  if (classes < 2 && labels[0].length > 1)
    throw new MlpLabError(
      'bad-data',
      `${raw.train.labelsPath}: expected images of at least two classes, received those of ${classNames?.[0] ?? raw.train.labels[0]} alone`,
    );
  const isEmnist = raw.mayBeTransposed && isTransposed(name, counts) && images[0].height === images[0].width;
  const turned = isAsked ?? isEmnist;
  if (turned) images.forEach(transpose);
  const [train, test] = images.map((set, i): ImageSet => ({ ...set, labels: labels[i] }));
  const split = test ? { train, test } : await splitTestSet(train, { name, path: raw.train.path });
  const notes = [
    ...raw.notes,
    ...pixelNotes,
    ...(turned
      ? [
          isEmnist
            ? 'The pictures were turned upright: EMNIST stores them column by column.'
            : 'Rows and columns of the pictures were swapped.',
        ]
      : []),
    ...labelNotes,
    ...('note' in split ? [split.note] : []),
  ];
  return {
    name,
    classes,
    train: split.train,
    test: split.test,
    ...(classNames && { classNames }),
    ...(notes.length > 0 && { notes }),
  };
}

function checkSameSize([train, test]: readonly GreyImages[], [, testSet]: readonly RawSet[]): void {
  if (!test || (test.height === train.height && test.width === train.width)) return;
  throw new MlpLabError(
    'bad-data',
    `${testSet.path}: expected images of ${train.height} × ${train.width} as in the training set, received ${test.height} × ${test.width}`,
  );
}

function largest(labels: RawSet['labels']): number {
  let most = 0;
  for (const label of labels) if (Number(label) > most) most = Number(label);
  return most;
}

/** Rows become columns, in place. */
function transpose(set: GreyImages): void {
  const { images, count, height, width } = set;
  const size = height * width;
  const turned = new Uint8Array(size);
  for (let image = 0; image < count; image++) {
    const start = image * size;
    for (let row = 0; row < height; row++)
      for (let column = 0; column < width; column++)
        turned[column * height + row] = images[start + row * width + column];
    images.set(turned, start);
  }
  Object.assign(set, { height: width, width: height });
}
