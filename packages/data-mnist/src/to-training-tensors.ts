// A whole data set → the inputs and targets for training and testing, with the same scale.
import { checkCount, checkObject, checkOptions, type Dataset, oneOf, SCALES, type Scale } from '@mlp-lab/core';
import { checkImageSet } from './check-image-set';
import { pixelStatistics } from './pixel-statistics';
import { type SetTensors, toTensors } from './to-tensors';

/**
 * Both sets of a data set as tensors. The scale `standard` uses the statistics of the training set for both.
 *
 * @throws MlpLabError `invalid-argument` where `dataset` is not a data set, the scale is unknown, or a label is not below
 * `dataset.classes`.
 */
export function toTrainingTensors(
  dataset: Dataset,
  options: { readonly scale?: Scale } = {},
): { train: SetTensors; test: SetTensors } {
  const { train, test, classes } = checkObject('dataset', dataset) as Dataset;
  checkImageSet('dataset.train', train);
  checkImageSet('dataset.test', test);
  checkCount('dataset.classes', classes);
  const { scale = 'none' } = checkOptions('toTrainingTensors', options, { scale: oneOf(SCALES) });
  const statistics = scale === 'standard' ? pixelStatistics(train) : undefined;
  return {
    train: toTensors(train, { scale, classes, statistics }),
    test: toTensors(test, { scale, classes, statistics }),
  };
}
