// One example of every chart, from real data: the snapshots of the gallery and the contract suite both go through this list.
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
import confusion from './data/confusion.json';
import digitData from './data/digits.json';
import ensembleSizes from './data/ensemble-sizes.json';
import kernel from './data/first-layer.json';
import norms from './data/gradient-norms.json';
import histories from './data/keras-histories.json';
import optimizers from './data/optimizers.json';
import voteData from './data/votes.json';

const image = ({ pixels, ...item }: { pixels: string; label: number; prediction?: number; confidence?: number }) => ({
  ...item,
  pixels: Uint8Array.from(atob(pixels), (char) => char.charCodeAt(0)),
  height: 28,
  width: 28,
});

/** Three seeds of every variant of the notebook, 100 epochs, in Keras 3.15.1. */
export const runs: RunCurves[] = Object.entries(histories).map(([name, seeds]) => ({ name, histories: seeds }));

export const plainDigits = digitData.plain.map(image);

export const summaryRows: SummaryRow[] = [
  {
    name: 'baseline',
    title: 'Baseline',
    mean: 0.1135,
    sd: 0,
    low: 0.1135,
    high: 0.1135,
    n: 5,
    published: 0.1135,
    reference: [0.1135, 0.1135],
  },
  {
    name: 'he-normal',
    title: 'Weight initialization',
    mean: 0.8692,
    sd: 0.0121,
    low: 0.8571,
    high: 0.8899,
    n: 5,
    published: 0.8625,
    reference: [0.8592, 0.8888],
  },
  {
    name: 'relu',
    title: 'ReLU',
    mean: 0.9488,
    sd: 0.0015,
    low: 0.947,
    high: 0.951,
    n: 5,
    published: 0.9488,
    reference: [0.9486, 0.9526],
  },
  {
    name: 'adam',
    title: 'Adam',
    mean: 0.9459,
    sd: 0.0022,
    low: 0.944,
    high: 0.949,
    n: 5,
    published: 0.9465,
    reference: [0.9444, 0.9487],
  },
  {
    name: 'batch-norm',
    title: 'Batch normalization',
    mean: 0.9479,
    sd: 0.0016,
    low: 0.946,
    high: 0.95,
    n: 5,
    published: 0.9481,
    reference: [0.9458, 0.9496],
  },
  {
    name: 'dropout',
    title: 'Dropout',
    mean: 0.4021,
    sd: 0.0561,
    low: 0.331,
    high: 0.479,
    n: 5,
    published: 0.4227,
    reference: [0.339, 0.4881],
  },
  {
    name: 'ensemble',
    title: 'Ensemble of 3, soft',
    mean: 0.9071,
    sd: 0.0041,
    low: 0.902,
    high: 0.9122,
    n: 5,
    published: 0.9002,
    reference: [0.9033, 0.9148],
  },
  {
    name: 'combined',
    title: 'Combined',
    mean: 0.9738,
    sd: 0.0011,
    low: 0.9722,
    high: 0.9752,
    n: 5,
    reference: [0.9728, 0.9754],
  },
];

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

/** Name → chart; the names are those of the files in the gallery. */
export const examples: Record<string, () => Chart> = {
  digit: () => digits(plainDigits.slice(0, 1), { title: 'The first training image' }),
  digits: () => digits(plainDigits),
  misclassified: () => digits(digitData.misclassified.map(image), { title: 'Misclassified, the most confident first' }),
  'learning-curves': () => learningCurves(runs),
  'learning-curves-one-run': () =>
    learningCurves([{ name: 'ReLU', histories: runs[2].histories.slice(0, 1) }], { logScale: true }),
  'summary-bars': () => summaryBars(summaryRows),
  'confusion-matrix': () => confusionMatrix(confusion),
  'optimizer-race': () =>
    optimizerRace(
      Object.entries(optimizers).map(([name, history]) => ({ name, histories: [history] })),
      { thresholds: [0.8, 0.9, 0.93] },
    ),
  'accuracy-by-ensemble-size': () =>
    accuracyByEnsembleSize([
      { name: 'soft', points: ensembleSizes.soft },
      { name: 'hard', points: ensembleSizes.hard },
    ]),
  votes: () =>
    votes({
      labels: voteData.labels,
      members: voteData.members.map((predictions, i) => ({ name: `member ${i + 1}`, predictions })),
      ensemble: voteData.ensemble,
    }),
  'gradient-norms': () => gradientNorms(norms),
  'first-layer-weights': () =>
    firstLayerWeights({ shape: kernel.shape, data: Float32Array.from(kernel.thousandths, (w) => w / 1000) }),
  network: () => networkDiagram(layers),
};

const wave = (epochs: number, phase: number): number[] =>
  Array.from({ length: epochs }, (_, i) => 0.5 + 0.4 * Math.sin(i / 7 + phase));
const hostile = `</text><script>alert("1")</script> & 'x' \u0000\u001b[31m\ud800 \u202e]]>`;

/** What a chart must survive; not in the gallery. */
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
