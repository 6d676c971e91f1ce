// A whole data set → what a network is fitted to and tested on, scaled alike.
import type { Dataset } from '@mlp-lab/core';
import { pixelStatistics } from './pixel-statistics';
import { type Scale, type SetTensors, toTensors } from './to-tensors';

/**
 * Both sets of a data set as tensors, `standard` with the training set's statistics for both.
 *
 * @throws MlpLabError `invalid-argument` for an unknown scale or a label that is not below `dataset.classes`.
 */
export function toTrainingTensors(
  dataset: Dataset,
  options: { readonly scale?: Scale } = {},
): { train: SetTensors; test: SetTensors } {
  const { scale = 'none' } = options;
  const { train, test, classes } = dataset;
  const statistics = scale === 'standard' ? pixelStatistics(train) : undefined;
  return {
    train: toTensors(train, { scale, classes, statistics }),
    test: toTensors(test, { scale, classes, statistics }),
  };
}
