// A set without a test set → training and test images, and a sentence that says which.
import { groupedNumber, type ImageSet, MlpLabError } from '@mlp-lab/core';
import { datasetDigest } from '../dataset-digest';
import { isMnist } from '../is-mnist';
import { stratifiedIndices } from './stratify';
import { takeImages } from './take-images';

/** Of MNIST's 70,000 images in their order: the last 10,000 are its test set. */
const MNIST_784 = { count: 70_000, test: 10_000 };
const SHARE = 6; // one image in six, as in MNIST
const SEED = 1;

/**
 * The last 10,000 images of OpenML's mnist_784 are MNIST's test set, whatever its file is called; of any other set, a sixth of each class
 * is chosen by chance.
 *
 * @throws MlpLabError `bad-data` for a set of one image.
 */
export async function splitTestSet(set: ImageSet, { name, path }: { name: string; path: string }) {
  if (set.count === MNIST_784.count) {
    const parts = splitAt(set, MNIST_784.count - MNIST_784.test);
    if (/mnist_784/i.test(name) || isMnist({ digest: await datasetDigest({ name, classes: 10, ...parts }) }))
      return { ...parts, note: 'The last 10,000 images are the test set, as in MNIST.' };
  }
  if (set.count < 2)
    throw new MlpLabError(
      'bad-data',
      `${path}: expected at least 2 images, one for training and one for testing, received 1`,
    );
  const several = indicesOfSeveral(set.labels);
  const count = Math.max(1, Math.min(several.length, Math.round(set.count / SHARE)));
  const chosen = stratifiedIndices(
    several.map((i) => set.labels[i]),
    count,
    SEED,
  ).map((i) => several[i]);
  const isTest = new Set(chosen);
  const rest = Array.from(set.labels.keys()).filter((i) => !isTest.has(i));
  return {
    train: takeImages(set, rest),
    test: takeImages(set, chosen),
    note: `There is no test set: a sixth of each class, ${groupedNumber(chosen.length)} ${chosen.length === 1 ? 'image' : 'images'}, was set aside for testing (stratified, seed ${SEED}).`,
  };
}

/** The images of classes that have more than one: a class of one image is for training. All, where no class has. */
function indicesOfSeveral(labels: Uint8Array): number[] {
  const counts = new Uint32Array(256);
  for (const label of labels) counts[label]++;
  const all = Array.from(labels.keys());
  const several = all.filter((i) => counts[labels[i]] > 1);
  return several.length > 0 ? several : all;
}

/** The images before `start`, and those from there on: views. */
function splitAt(
  { images, labels, count, height, width }: ImageSet,
  start: number,
): { train: ImageSet; test: ImageSet } {
  const size = height * width;
  const part = (from: number, to: number): ImageSet => ({
    images: images.subarray(from * size, to * size),
    labels: labels.subarray(from, to),
    count: to - from,
    height,
    width,
  });
  return { train: part(0, start), test: part(start, count) };
}
