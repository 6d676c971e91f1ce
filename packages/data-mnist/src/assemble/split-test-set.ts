// A set without a test set → training and test images, and a sentence that says which.
import { type ImageSet, MlpLabError } from '@mlp-lab/core';
import { stratifiedIndices } from './stratify';
import { takeImages } from './take-images';

/** Of MNIST's 70,000 images in their order: the last 10,000 are its test set. */
const MNIST_784 = { count: 70_000, test: 10_000 };
const SHARE = 6; // one image in six, as in MNIST
const SEED = 1;

/**
 * The last 10,000 images of OpenML's mnist_784 are MNIST's test set; of any other set, a sixth of each class is chosen by chance.
 *
 * @throws MlpLabError `bad-data` for a set of one image.
 */
export function splitTestSet(set: ImageSet, { name, path }: { name: string; path: string }) {
  if (/mnist_784/i.test(name) && set.count === MNIST_784.count) {
    const train = set.count - MNIST_784.test;
    const size = set.height * set.width;
    const { images, labels, height, width } = set;
    return {
      train: {
        images: images.subarray(0, train * size),
        labels: labels.subarray(0, train),
        count: train,
        height,
        width,
      },
      test: {
        images: images.subarray(train * size),
        labels: labels.subarray(train),
        count: MNIST_784.test,
        height,
        width,
      },
      note: 'The last 10000 images are the test set, as in MNIST.',
    };
  }
  if (set.count < 2)
    throw new MlpLabError(
      'bad-data',
      `${path}: expected at least 2 images, one for training and one for testing, received 1`,
    );
  const chosen = stratifiedIndices(set.labels, Math.max(1, Math.round(set.count / SHARE)), SEED);
  const isTest = new Set(chosen);
  const rest = Array.from(set.labels.keys()).filter((i) => !isTest.has(i));
  return {
    train: takeImages(set, rest),
    test: takeImages(set, chosen),
    note: `There is no test set: a sixth of each class, ${chosen.length} images, was set aside for testing (stratified, seed ${SEED}).`,
  };
}
