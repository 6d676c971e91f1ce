// One example of every chart, from real data, for the snapshots of the gallery and for the contract suite.
import {
  accuracyByEnsembleSize,
  type Chart,
  confusionMatrix,
  type DiagramLayer,
  digits,
  firstLayerWeights,
  gradientNorms,
  learningCurves,
  networkDiagram,
  optimizerRace,
  type RunCurves,
  type SummaryRow,
  summaryBars,
  votes,
} from '@mlp-lab/viz';
import { deviation, mean } from 'd3-array';
import confusion from './data/confusion.json';
import digitData from './data/digits.json';
import ensembleSizes from './data/ensemble-sizes.json';
import kernel from './data/first-layer.json';
import norms from './data/gradient-norms.json';
import histories from './data/keras-histories.json';
import optimizers from './data/optimizers.json';
import testAccuracies from './data/test-accuracies.json';
import voteData from './data/votes.json';

const image = ({ pixels, ...item }: { pixels: string; label: number; prediction?: number; confidence?: number }) => ({
  ...item,
  pixels: Uint8Array.from(atob(pixels), (char) => char.charCodeAt(0)),
  height: 28,
  width: 28,
});

/** Three seeds of every variant of the notebook, 100 epochs each, trained with Keras 3.15.1. */
export const runs: RunCurves[] = Object.entries(histories).map(([name, seeds]) => ({ name, histories: seeds }));

export const plainDigits = digitData.plain.map(image);

/** The test accuracies that the notebook prints. */
const PUBLISHED: Readonly<Record<string, number>> = {
  baseline: 0.1135,
  'he-normal': 0.8625,
  relu: 0.9488,
  adam: 0.9465,
  batchnorm: 0.9481,
  dropout: 0.4227,
};

/** The first three seeds of every variant, compared with the range of all five; all trained with Keras 3.15.1. */
export const summaryRows: SummaryRow[] = Object.entries(testAccuracies).map(([name, accuracies]) => {
  const seeds = accuracies.slice(0, 3);
  return {
    name,
    mean: mean(seeds)!,
    sd: deviation(seeds),
    low: Math.min(...seeds),
    high: Math.max(...seeds),
    n: seeds.length,
    published: PUBLISHED[name],
    reference: [Math.min(...accuracies), Math.max(...accuracies)],
  };
});

/** The notebook's network with batch normalization and dropout. */
export const layers: DiagramLayer[] = [
  { type: 'InputLayer', outputShape: [784], parameters: 0 },
  ...[784, 50, 50, 50].flatMap((inputs): DiagramLayer[] => [
    { type: 'Dense', outputShape: [50], parameters: 50 * inputs + 50 },
    { type: 'BatchNormalization', outputShape: [50], parameters: 200 },
    { type: 'Activation', detail: 'relu', outputShape: [50], parameters: 0 },
    { type: 'Dropout', detail: '20 %', outputShape: [50], parameters: 0 },
  ]),
  { type: 'Dense', detail: 'softmax', outputShape: [10], parameters: 510 },
];

/** A chart of the gallery with its heading and a comment. */
export interface Example {
  heading: string;
  about: string;
  draw: () => Chart;
}

/** File name → example. */
export const examples: Record<string, Example> = {
  digit: {
    heading: 'One digit',
    about: '`digits([image])`',
    draw: () => digits(plainDigits.slice(0, 1), { title: 'The first training image' }),
  },
  digits: {
    heading: 'Digits',
    about: '`digits(images)`: as many side by side as fit',
    draw: () => digits(plainDigits, { title: 'The first 20 training images' }),
  },
  misclassified: {
    heading: 'Misclassified digits',
    about: '`digits(images)` with predictions and their probabilities',
    draw: () => digits(digitData.misclassified.map(image), { title: 'Misclassified, most confident first' }),
  },
  'learning-curves': {
    heading: 'Learning curves of many runs',
    about:
      '`learningCurves(runs)`: means over the seeds, with bands; here three seeds per variant, trained with Keras 3.15.1',
    draw: () => learningCurves(runs),
  },
  'learning-curves-one-run': {
    heading: 'Learning curves of one run',
    about: '`learningCurves(runs, { logScale: true })`: the gap between the loss curves shows overfitting',
    draw: () => learningCurves([{ name: 'ReLU', histories: runs[2].histories.slice(0, 1) }], { logScale: true }),
  },
  'summary-bars': {
    heading: 'Summary',
    about: '`summaryBars(rows)`: test accuracy with its spread, the published value and a reference range',
    draw: () => summaryBars(summaryRows, { referenceName: 'five seeds' }),
  },
  'confusion-matrix': {
    heading: 'Confusion matrix',
    about: "`confusionMatrix(matrix)`: counts, or rates with `{ values: 'rate' }`",
    draw: () => confusionMatrix(confusion),
  },
  'optimizer-race': {
    heading: 'Race of the optimizers',
    about: '`optimizerRace(runs, { thresholds })`: which optimizer reaches an accuracy first',
    draw: () =>
      optimizerRace(
        Object.entries(optimizers).map(([name, history]) => ({ name, histories: [history] })),
        { thresholds: [0.8, 0.9, 0.93] },
      ),
  },
  'accuracy-by-ensemble-size': {
    heading: 'Accuracy by ensemble size',
    about: '`accuracyByEnsembleSize(curves)`: the gain from more members',
    draw: () =>
      accuracyByEnsembleSize([
        { name: 'soft', points: ensembleSizes.soft },
        { name: 'hard', points: ensembleSizes.hard },
      ]),
  },
  votes: {
    heading: 'Votes',
    about: '`votes({ labels, members, ensemble })`: where the members disagree',
    draw: () =>
      votes({
        labels: voteData.labels,
        members: voteData.members.map((predictions, i) => ({ name: `member ${i + 1}`, predictions })),
        ensemble: voteData.ensemble,
      }),
  },
  'gradient-norms': {
    heading: 'Gradient norms',
    about: '`gradientNorms(layers)`: in a deep network of sigmoids the first layers learn late',
    draw: () => gradientNorms(norms),
  },
  'first-layer-weights': {
    heading: 'First-layer weights',
    about: '`firstLayerWeights(kernel)`: the weights of each unit as an image',
    draw: () =>
      firstLayerWeights({ shape: kernel.shape, data: Float32Array.from(kernel.thousandths, (w) => w / 1000) }),
  },
  network: {
    heading: 'The network',
    about: '`networkDiagram(layers)`: layer by layer, with shapes and parameter counts',
    draw: () => networkDiagram(layers),
  },
};

const wave = (epochs: number, phase: number): number[] =>
  Array.from({ length: epochs }, (_, i) => 0.5 + 0.4 * Math.sin(i / 7 + phase));
const hostile = `</text><script>alert("1")</script> & 'x' \u0000\u001b[31m\ud800 \u202e]]>`;

/** Unusual data that charts must cope with; not in the gallery. */
export const oddities: Record<string, () => Chart> = {
  'one epoch': () =>
    learningCurves([{ name: 'short', histories: [{ loss: [2.3], acc: [0.1], val_loss: [2.2], val_acc: [0.12] }] }]),
  'NaN and Infinity in the middle': () =>
    learningCurves([
      {
        name: 'diverged',
        histories: [
          { loss: [2.3, Number.NaN, 1.8, Number.POSITIVE_INFINITY, 1.7], acc: [0.1, 0.2, Number.NaN, 0.3, 0.4] },
        ],
      },
      { name: 'lost', histories: [{ loss: [Number.NaN, Number.NaN], acc: [Number.NaN, Number.NaN] }] },
    ]),
  'a constant series': () =>
    learningCurves([{ name: 'constant', histories: [{ loss: [0, 0, 0], acc: [1, 1, 1] }] }], { logScale: true }),
  '10,000 epochs': () =>
    learningCurves([{ name: 'long', histories: [{ loss: wave(10_000, 0), val_loss: wave(10_000, 1) }] }]),
  'ten runs of 100 epochs and three seeds': () =>
    learningCurves(
      [...runs, ...runs.slice(0, 3)].map((run, i) => ({ ...run, name: `${run.name} with a longer name, ${i}` })),
    ),
  'names in other scripts': () =>
    learningCurves(
      ['基準モデル', 'Нормализация', 'e\u0301te\u0301', 'مرحبا', '🚀 rocket'].map((name, i) => ({
        name,
        histories: runs[i].histories,
      })),
    ),
  'hostile names': () => learningCurves([{ name: hostile, histories: runs[0].histories }], { title: hostile }),
  'hostile rows': () =>
    summaryBars(
      [
        { name: hostile, mean: 0 },
        { name: '基準モデル'.repeat(20), mean: 1, published: 1 },
      ],
      { title: hostile },
    ),
  'hostile captions': () => digits([{ ...plainDigits[0], label: hostile, prediction: '漢字', confidence: 1 }]),
  'large pictures': () => digits([{ pixels: new Uint8Array(120 * 90).fill(255), height: 120, width: 90 }]),
  'a confusion matrix of names': () =>
    confusionMatrix(
      [
        [3, 1],
        [0, 0],
      ],
      { labels: [hostile, '漢字'], values: 'rate' },
    ),
  'many votes': () =>
    votes({
      labels: Array.from({ length: 100 }, (_, i) => i % 10),
      members: [hostile, '漢字'].map((name) => ({ name, predictions: Array.from({ length: 100 }, (_, i) => i % 7) })),
    }),
  'a race that nobody finishes': () =>
    optimizerRace([{ name: hostile, histories: [{ loss: [1, 1], acc: [0.1, 0.2] }] }]),
  'gradients of nothing': () =>
    gradientNorms([
      { name: 'dead', norms: [0, 0, 0] },
      { name: hostile, norms: [1e-9, Number.NaN, 1e3] },
    ]),
  'an ensemble of one': () => accuracyByEnsembleSize([{ name: hostile, points: [{ size: 1, accuracies: [0.9] }] }]),
  'weights of nothing': () =>
    firstLayerWeights({ shape: [6, 1], data: new Float32Array(6) }, { imageHeight: 2, imageWidth: 3 }),
  'a deep layer': () =>
    networkDiagram([{ type: hostile, detail: '漢字'.repeat(20), outputShape: [100_000, 3], parameters: 123_456_789 }]),
};
