// The figures of a confusion matrix, before anything is drawn.
import { max, range, sum } from 'd3-array';

export interface ConfusionTable {
  labels: readonly string[];
  /** `counts[truth][prediction]` */
  counts: readonly ArrayLike<number>[];
  /** The examples of each true class. */
  examples: number[];
  /** The mistakes that involve each class, as the truth or as the prediction. */
  mistakes: number[];
  /** 0 to 1 by class; NaN where a class has no example (recall) or no prediction (precision). */
  recall: number[];
  precision: number[];
  accuracy: number;
  /** The largest share that one wrong prediction has of the examples of a class. */
  worstRate: number;
}

/** The table of the counts `[truth][prediction]`. */
export function confusionTable(counts: readonly ArrayLike<number>[], labels: readonly string[]): ConfusionTable {
  const classes = range(counts.length);
  const examples = counts.map((row) => sum(Array.from(row)));
  const predictions = classes.map((j) => sum(counts, (row) => row[j]));
  const hits = classes.map((i) => counts[i][i]);
  return {
    labels,
    counts,
    examples,
    mistakes: classes.map((i) => examples[i] + predictions[i] - 2 * hits[i]),
    recall: classes.map((i) => share(hits[i], examples[i])),
    precision: classes.map((i) => share(hits[i], predictions[i])),
    accuracy: share(sum(hits), sum(examples)),
    worstRate: max(classes, (i) => share(max(classes, (j) => (i === j ? 0 : counts[i][j]))!, examples[i])) ?? 0,
  };
}

/** The share of a prediction among the examples of a class, 0 to 1; NaN for a class without examples. */
export const rateOf = ({ counts, examples }: ConfusionTable, truth: number, prediction: number): number =>
  share(counts[truth][prediction], examples[truth]);

/**
 * The classes to show where there is room for `most`: all, or else those that occur and have the most mistakes, in their order.
 *
 * @returns their indices and, where some are left out, a note that says so.
 */
export function shownClasses({ examples, mistakes }: ConfusionTable, most: number): { shown: number[]; note: string } {
  const all = range(examples.length);
  if (all.length <= most) return { shown: all, note: '' };
  const occurring = all.filter((i) => examples[i] > 0 || mistakes[i] > 0);
  const shown = occurring
    .sort((a, b) => mistakes[b] - mistakes[a] || examples[b] - examples[a])
    .slice(0, most)
    .sort((a, b) => a - b);
  const reason = shown.length < occurring.length ? ', those with the most mistakes' : '; the others do not occur';
  return { shown, note: `${shown.length} of ${all.length} classes${reason}` };
}

const share = (part: number, whole: number): number => (whole === 0 ? Number.NaN : part / whole);
