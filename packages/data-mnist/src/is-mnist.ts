// Whether figures of MNIST can stand beside a data set's.
import { checkObject, type Dataset } from '@mlp-lab/core';

/** Of the 60,000 training and 10,000 test images of Yann LeCun's page, in their order. */
const MNIST_DIGEST = 'd0a3eec1f5a454401d758fdbf15b9b0163a7034963586d671960c180b97e2c1a';

/**
 * Whether a data set is MNIST, all of it, whatever its name and the format that it came in: whether it has MNIST's digest. One without
 * a digest (see `datasetDigest`) is taken to be another.
 *
 * @throws MlpLabError `invalid-argument` where `dataset` is not an object.
 */
export function isMnist(dataset: Pick<Dataset, 'digest'>): boolean {
  const { digest } = checkObject('dataset', dataset) as Pick<Dataset, 'digest'>;
  return digest === MNIST_DIGEST;
}
