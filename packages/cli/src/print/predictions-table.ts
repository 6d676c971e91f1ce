// What networks took images for → a table.
import { table } from './table';
import { pc } from './terminal';

/** Plain JSON. */
export interface Prediction {
  image: string;
  /** The true one, where it is known. */
  label?: number;
  prediction: number;
  /** The prediction's probability, 0 to 1; of an ensemble, the members' mean. */
  confidence: number;
  /** One a class. */
  probabilities: number[];
  /** What each member of an ensemble chose. */
  votes?: number[];
}

export function predictionsTable(predictions: readonly Prediction[]): string {
  const hasLabels = predictions.some(({ label }) => label !== undefined);
  const hasVotes = predictions.some(({ votes }) => votes);
  const rows = predictions.map(({ image, label, prediction, confidence, probabilities, votes }) => [
    image,
    ...(hasLabels ? [label ?? ''] : []),
    label === undefined || label === prediction ? prediction : pc.red(`${prediction} ✗`),
    percent(confidence),
    nextText(probabilities, prediction),
    ...(hasVotes ? [votes?.join(' ') ?? ''] : []),
  ]);
  const head = [
    'Image',
    ...(hasLabels ? ['Label'] : []),
    'Prediction',
    'Confidence',
    'Next',
    ...(hasVotes ? ['Votes'] : []),
  ];
  return [table(head, rows), ...summary(predictions)].join('\n');
}

function nextText(probabilities: readonly number[], prediction: number): string {
  const others = [...probabilities.entries()].filter(([label]) => label !== prediction);
  const [label, probability] = others.reduce((a, b) => (b[1] > a[1] ? b : a));
  return `${label} ${percent(probability)}`;
}

function summary(predictions: readonly Prediction[]): string[] {
  const known = predictions.filter(({ label }) => label !== undefined);
  if (known.length === 0) return [];
  const right = known.filter(({ label, prediction }) => label === prediction).length;
  return ['', pc.dim(`${right} of ${known.length} right`)];
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
