import { MlpLabError } from '@mlp-lab/core';
import {
  accuracyByEnsembleSize,
  confusionMatrix,
  digits,
  firstLayerWeights,
  gradientNorms,
  learningCurves,
  networkDiagram,
  optimizerRace,
  summaryBars,
  votes,
} from '@mlp-lab/viz';
import { expect, test } from 'vitest';

const run = (history: { loss: number[]; acc?: number[] }) => [{ name: 'relu', histories: [history] }];

test.each<[string, () => unknown, string]>([
  ['no runs', () => learningCurves([]), 'runs must be a list of at least one of runs: received none'],
  [
    'no history',
    () => learningCurves([{ name: 'relu', histories: [] }]),
    'runs[0].histories must be a list of at least one',
  ],
  [
    'an empty history',
    () => learningCurves(run({ loss: [] })),
    'runs[0].histories[0].loss must be a list of at least one',
  ],
  [
    'a metric that is not there',
    () => learningCurves(run({ loss: [1] }), { metric: 'acc' }),
    'metric must be one that the histories have (loss): received acc',
  ],
  [
    'a width that is too small',
    () => learningCurves(run({ loss: [1] }), { width: 10 }),
    'width must be a finite number from 320 to 10000',
  ],
  ['no images', () => digits([]), 'items must be a list of at least one of images'],
  [
    'an image of another size',
    () => digits([{ pixels: new Uint8Array(783), height: 28, width: 28 }]),
    'items[0].pixels must be 784 numbers (height × width): received 783',
  ],
  [
    'a pixel that is no number',
    () => digits([{ pixels: [0, Number.NaN], height: 1, width: 2 }]),
    'items[0].pixels[1] must be a finite number from 0 to 255: received NaN',
  ],
  [
    'a confidence in percent',
    () => digits([{ pixels: [0], height: 1, width: 1, confidence: 97 }]),
    'items[0].confidence must be a finite number from 0 to 1: received 97',
  ],
  [
    'an accuracy in percent',
    () => summaryBars([{ name: 'a', mean: 94.9 }]),
    'rows[0].mean must be a finite number from 0 to 1: received 94.9',
  ],
  [
    'a missing accuracy',
    () => summaryBars([{ name: 'a', mean: Number.NaN }]),
    'rows[0].mean must be a finite number from 0 to 1: received NaN',
  ],
  [
    'a range of one',
    () => summaryBars([{ name: 'a', mean: 1, reference: [1] as unknown as [number, number] }]),
    'rows[0].reference must be the smallest and the largest accuracy: received a list of 1',
  ],
  [
    'a matrix that is not square',
    () => confusionMatrix([[1, 2], [3]]),
    'matrix[1] must be a row of 2 counts: received a list of 1',
  ],
  [
    'a negative count',
    () => confusionMatrix([[-1]]),
    'matrix[0][0] must be a finite number of at least 0: received -1',
  ],
  [
    'names for other classes',
    () => confusionMatrix([[1]], { labels: ['a', 'b'] }),
    'labels must be 1 names, one a class: received a list of 2',
  ],
  [
    'a race without accuracy',
    () => optimizerRace(run({ loss: [1] })),
    'runs[0].histories must be histories with val_acc or acc: received neither',
  ],
  [
    'four thresholds',
    () => optimizerRace(run({ loss: [1], acc: [1] }), { thresholds: [0.1, 0.2, 0.3, 0.4] }),
    'thresholds must be at most 3 accuracies: received a list of 4',
  ],
  [
    'an ensemble of nobody',
    () => accuracyByEnsembleSize([{ name: 'soft', points: [{ size: 0, accuracies: [1] }] }]),
    'curves[0].points[0].size must be an integer of at least 1: received 0',
  ],
  [
    'a size without ensembles',
    () => accuracyByEnsembleSize([{ name: 'soft', points: [{ size: 1, accuracies: [] }] }]),
    'curves[0].points[0].accuracies must be a list of at least one',
  ],
  [
    'too few votes',
    () => votes({ labels: [1, 2], members: [{ name: 'a', predictions: [1] }] }),
    'members[0].predictions must be a list of 2, one an example: received a list of 1',
  ],
  [
    'layers without a norm',
    () => gradientNorms([{ name: 'dense', norms: [] }]),
    'layers[0].norms must be a list of at least one of epochs',
  ],
  [
    'weights that are no matrix',
    () => firstLayerWeights({ data: new Float32Array(4), shape: [4] }),
    'kernel.shape must be [inputs, units]: received [4]',
  ],
  [
    'weights that fit no square image',
    () => firstLayerWeights({ data: new Float32Array(6), shape: [6, 1] }),
    'imageHeight × imageWidth must be 6, the inputs of the kernel: received 4',
  ],
  [
    'a layer without a shape',
    () => networkDiagram([{ type: 'Dense', outputShape: [], parameters: 1 }]),
    'layers[0].outputShape must be a list of at least one of sizes',
  ],
])('%s: the error names the field', (_, draw, message) => {
  expect(draw).toThrow(MlpLabError);
  expect(draw).toThrow(message);
});
