// Checks a data set at the public functions, since users can build their own.
import { checkCount, checkObject, checkString, type Dataset, invalidArgument } from '@mlp-lab/core';
import { checkImageSet } from './check-image-set';

const MOST_CLASSES = 256; // labels are bytes

/**
 * Checks that `value` is a data set: two sets of images of one size, whose labels are from 0 to `classes` - 1.
 *
 * @throws MlpLabError `invalid-argument`, which names the first field that is missing or wrong: `dataset.train.labels`.
 */
export function checkDataset(name: string, value: unknown): void {
  const dataset = checkObject(name, value) as Dataset;
  const { classes, train, test } = dataset;
  checkString(`${name}.name`, dataset.name);
  checkCount(`${name}.classes`, classes, 1, MOST_CLASSES);
  for (const [part, set] of Object.entries({ train, test })) {
    checkImageSet(`${name}.${part}`, set);
    const { labels } = set;
    const wrong = labels.findIndex((label) => label >= classes);
    if (wrong >= 0) checkCount(`${name}.${part}.labels[${wrong}]`, labels[wrong], 0, classes - 1);
  }
  if (test.height !== train.height || test.width !== train.width)
    throw invalidArgument(
      `${name}.test`,
      `images of ${train.height} × ${train.width} pixels, as in the training set`,
      `${test.height} × ${test.width}`,
    );
}
