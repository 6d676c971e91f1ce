import * as data from '@mlp-lab/data-mnist';
import { PNG } from 'pngjs';
import { describe } from 'vitest';
import { testOddArguments } from '../../../testing/odd-arguments';
import { smallDataset as dataset, smallSet as set } from '../../../testing/small-set';

const stroke = Uint8Array.from({ length: 400 }, (_, i) => (i % 20 === 10 && i > 60 && i < 340 ? 255 : 0)); // upright
const picture = new Uint8Array(PNG.sync.write(new PNG({ width: 3, height: 3 })));

describe('arguments that are off', () => {
  const functions = {
    datasetDigest: () => [dataset],
    decodePicture: () => [picture],
    describeDataset: () => [dataset],
    flatten: () => [set],
    idxFiles: () => [dataset],
    isMnist: () => [dataset],
    limitDataset: () => [dataset, 10],
    limitedIndices: () => [set, 10],
    oneHot: () => [set.labels, 2],
    parseIdx: () => [Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 5)],
    pixelStatistics: () => [set],
    toDigit: () => [{ pixels: stroke, height: 20, width: 20 }],
    toTensors: () => [set, { classes: 2 }],
    toTrainingTensors: () => [dataset, { scale: 'unit' }],
  };
  testOddArguments(data, functions, [
    ...['checkDataset', 'checkImageSet'], // checks, which get names from the code that calls them
    'loadMnist', // in bad-input.test.ts: without a source it would load all of MNIST again and again
  ]);
});
