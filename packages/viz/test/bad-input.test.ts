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
  ['no runs', () => learningCurves([]), 'runs: expected a non-empty array of runs, received []'],
  [
    'no history',
    () => learningCurves([{ name: 'relu', histories: [] }]),
    'runs[0].histories: expected a non-empty array of histories, received []',
  ],
  [
    'an empty history',
    () => learningCurves(run({ loss: [] })),
    'runs[0].histories[0].loss: expected a number for each epoch, received none',
  ],
  [
    'a metric that the histories lack',
    () => learningCurves(run({ loss: [1] }), { metric: 'acc' }),
    'metric: expected a metric of the histories (loss), received acc',
  ],
  [
    'a width that is too small',
    () => learningCurves(run({ loss: [1] }), { width: 10 }),
    'width: expected a finite number from 320 to 10000, received 10',
  ],
  ['no images', () => digits([]), 'items: expected a non-empty array of images, received []'],
  [
    'an image whose pixels do not match its size',
    () => digits([{ pixels: new Uint8Array(783), height: 28, width: 28 }]),
    'items[0].pixels: expected 784 numbers (height × width), received 783',
  ],
  [
    'a pixel that is not a number',
    () => digits([{ pixels: [0, Number.NaN], height: 1, width: 2 }]),
    'items[0].pixels[1]: expected a finite number from 0 to 255, received NaN',
  ],
  [
    'a confidence in percent',
    () => digits([{ pixels: [0], height: 1, width: 1, confidence: 97 }]),
    'items[0].confidence: expected a finite number from 0 to 1, received 97',
  ],
  [
    'an accuracy in percent',
    () => summaryBars([{ name: 'a', mean: 94.9 }]),
    'rows[0].mean: expected a finite number from 0 to 1, received 94.9',
  ],
  [
    'a missing accuracy',
    () => summaryBars([{ name: 'a', mean: Number.NaN }]),
    'rows[0].mean: expected a finite number from 0 to 1, received NaN',
  ],
  [
    'a range of one number',
    () => summaryBars([{ name: 'a', mean: 1, reference: [1] as unknown as [number, number] }]),
    'rows[0].reference: expected the minimum and the maximum accuracy, received [1]',
  ],
  [
    'a matrix that is not square',
    () => confusionMatrix([[1, 2], [3]]),
    'matrix[1]: expected 2 counts, as many as there are rows, received 1',
  ],
  [
    'a negative count',
    () => confusionMatrix([[-1]]),
    `matrix[0][0]: expected a finite number from 0 to ${Number.MAX_SAFE_INTEGER}, received -1`,
  ],
  [
    'names for other classes',
    () => confusionMatrix([[1]], { labels: ['a', 'b'] }),
    'labels: expected an array of 1 labels, one per class, received 2',
  ],
  [
    'a race without accuracy',
    () => optimizerRace(run({ loss: [1] })),
    'runs[0].histories: expected histories with val_acc or acc, received neither',
  ],
  [
    'four thresholds',
    () => optimizerRace(run({ loss: [1], acc: [1] }), { thresholds: [0.1, 0.2, 0.3, 0.4] }),
    'thresholds: expected at most 3 accuracies, received [0.1, 0.2, 0.3, 0.4]',
  ],
  [
    'an ensemble without members',
    () => accuracyByEnsembleSize([{ name: 'soft', points: [{ size: 0, accuracies: [1] }] }]),
    'curves[0].points[0].size: expected an integer of at least 1, received 0',
  ],
  [
    'a size without ensembles',
    () => accuracyByEnsembleSize([{ name: 'soft', points: [{ size: 1, accuracies: [] }] }]),
    'curves[0].points[0].accuracies: expected at least one accuracy, received none',
  ],
  [
    'too few votes',
    () => votes({ labels: [1, 2], members: [{ name: 'a', predictions: [1] }] }),
    'members[0].predictions: expected an array of 2 labels, one per example, received 1',
  ],
  [
    'a layer without norms',
    () => gradientNorms([{ name: 'dense', norms: [] }]),
    'layers[0].norms: expected a number for each epoch, received none',
  ],
  [
    'weights that are not a matrix',
    () => firstLayerWeights({ data: new Float32Array(4), shape: [4] }),
    'kernel.shape: expected [inputs, units], received [4]',
  ],
  [
    'weights that fit no square image',
    () => firstLayerWeights({ data: new Float32Array(6), shape: [6, 1] }),
    'imageHeight × imageWidth: expected 6, the inputs of the kernel, received 4',
  ],
  [
    'a layer without a shape',
    () => networkDiagram([{ type: 'Dense', outputShape: [], parameters: 1 }]),
    'layers[0].outputShape: expected a non-empty array of integers, received []',
  ],
])('%s: the error names the field', (_, draw, message) => {
  expect(draw).toThrow(MlpLabError);
  expect(draw).toThrow(message);
});
