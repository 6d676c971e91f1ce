// Classified images → a table.
import { className, type Dataset } from '@mlp-lab/core';
import { table } from './table';
import { pc } from './terminal';

/** Plain JSON. */
export interface Prediction {
  image: string;
  /** Where it stands in the whole data set, if the run has only some of it. */
  indexInWholeSet?: number;
  /** The predicted class's name, where classes have names. */
  name?: string;
  /** The true one, if it is known. */
  label?: number;
  prediction: number;
  /** The probability of the prediction, 0 to 1; of an ensemble, the mean of its members. */
  confidence: number;
  /** One per class. */
  probabilities: number[];
  /** The class that each member of an ensemble predicts. */
  votes?: number[];
}

/** @param dataset has the names of the classes. */
export function predictionsTable(
  predictions: readonly Prediction[],
  dataset: Pick<Dataset, 'classNames'> = {},
): string {
  const name = (label: number) => className(dataset, label);
  const hasLabels = predictions.some(({ label }) => label !== undefined);
  const hasVotes = predictions.some(({ votes }) => votes);
  const hasPlaces = predictions.some(({ indexInWholeSet }) => indexInWholeSet !== undefined);
  const rows = predictions.map(({ image, indexInWholeSet, label, prediction, confidence, probabilities, votes }) => [
    image,
    ...(hasPlaces ? [String(indexInWholeSet ?? '')] : []),
    ...(hasLabels ? [label === undefined ? '' : name(label)] : []),
    label === undefined || label === prediction ? name(prediction) : pc.red(`${name(prediction)} ✗`),
    percent(confidence),
    nextText(probabilities, prediction, name),
    ...(hasVotes ? [votes?.map(name).join(' ') ?? ''] : []),
  ]);
  const head = [
    'Image',
    ...(hasPlaces ? ['In the whole set'] : []),
    ...(hasLabels ? ['Label'] : []),
    'Prediction',
    'Confidence',
    'Runner-up',
    ...(hasVotes ? ['Votes'] : []),
  ];
  return [table(head, rows), ...summary(predictions)].join('\n');
}

function nextText(
  probabilities: readonly number[],
  prediction: number,
  name: (label: number) => string | number,
): string {
  const others = [...probabilities.entries()].filter(([label]) => label !== prediction);
  const [label, probability] = others.reduce((a, b) => (b[1] > a[1] ? b : a));
  return `${name(label)} ${percent(probability)}`;
}

function summary(predictions: readonly Prediction[]): string[] {
  const known = predictions.filter(({ label }) => label !== undefined);
  if (known.length === 0) return [];
  const right = known.filter(({ label, prediction }) => label === prediction).length;
  return ['', pc.dim(`${right} of ${known.length} correct`)];
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
