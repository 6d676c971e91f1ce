import * as viz from '@mlp-lab/viz';
import { describe } from 'vitest';
import { testOddArguments } from '../../../testing/odd-arguments';

const history = { loss: [2, 1], acc: [0.5, 0.6], val_loss: [2, 1.5], val_acc: [0.4, 0.5] };
const runs = [{ name: 'relu', histories: [history, history] }];
const pixels = Uint8Array.from({ length: 4 }, (_, i) => i);
const chart = viz.summaryBars([{ name: 'relu', mean: 0.9 }], { title: 'Accuracy' });
const layer = { type: 'Dense', detail: 'relu', parameters: 10, outputShape: [3] };

describe('arguments that are off', () => {
  testOddArguments(viz, {
    accuracyByEnsembleSize: () => [
      [{ name: 'soft', points: [{ size: 1, accuracies: [0.8, 0.9] }] }],
      { spread: 'sd', title: 'Accuracy' },
    ],
    confusionMatrix: () => [
      [
        [3, 1],
        [0, 2],
      ],
      { labels: ['a', 'b'], title: 'Confusion' },
    ],
    digits: () => [[{ pixels, height: 2, width: 2, label: 1 }], { columns: 2, title: 'Digits' }],
    firstLayerWeights: () => [
      { data: Float32Array.of(1, 2, 3, 4), shape: [4, 1] },
      { columns: 1, imageHeight: 2, imageWidth: 2, count: 1 },
    ],
    gradientNorms: () => [[{ name: 'dense', norms: [1, 0.5] }], { title: 'Gradients' }],
    learningCurves: () => [runs, { metric: 'acc', spread: 'range', epochs: 3 }],
    networkDiagram: () => [[layer], { title: 'Network' }],
    optimizerRace: () => [runs, { thresholds: [0.5] }],
    renderSvg: () => [chart, { theme: 'light' }],
    renderText: () => [chart, { width: 80 }],
    summaryBars: () => [[{ name: 'relu', mean: 0.9 }], { title: 'Accuracy' }],
    svgStyle: () => ['light'],
    votes: () => [{ labels: [1], members: [{ name: 'a', predictions: [1] }], ensemble: [1] }, { title: 'Votes' }],
  });
});
