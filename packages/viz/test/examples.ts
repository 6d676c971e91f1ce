// One example of every chart, from real data: the snapshots of the gallery and the contract suite both go through this list.
import { type Chart, digits, learningCurves, type RunCurves, type SummaryRow, summaryBars } from '@mlp-lab/viz';
import digitData from './data/digits.json';
import histories from './data/keras-histories.json';

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

/** Name → chart; the names are those of the files in the gallery. */
export const examples: Record<string, () => Chart> = {
  digit: () => digits(plainDigits.slice(0, 1), { title: 'The first training image' }),
  digits: () => digits(plainDigits),
  misclassified: () => digits(digitData.misclassified.map(image), { title: 'Misclassified, the most confident first' }),
  'learning-curves': () => learningCurves(runs),
  'learning-curves-one-run': () =>
    learningCurves([{ name: 'ReLU', histories: runs[2].histories.slice(0, 1) }], { logScale: true }),
  'summary-bars': () => summaryBars(summaryRows),
};
