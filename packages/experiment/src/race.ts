// A report → the rows ranked by how soon they reached given validation accuracies.
import { describeValue, invalidArgument, isNumberArray } from '@mlp-lab/core';
import { checkReport } from './report/check-report';
import type { Report, Row, Run } from './report/report';

/** Measured on the mean over a row's seeds. */
export interface RaceResult extends Pick<Row, 'variant' | 'title' | 'origin' | 'settings'> {
  /** One per threshold; null if it was never reached. */
  reached: (RacePoint | null)[];
  /** The highest accuracy of any epoch. */
  best: number;
}

/** When a row reached an accuracy, as means over its seeds. */
export interface RacePoint {
  /** Passes over the training images, from 1. */
  epochs: number;
  /** Updates of the weights up to the end of that epoch. */
  steps: number;
  /** Seconds of training up to then, taking each epoch as long as the run's mean epoch. */
  seconds: number;
}

/**
 * Ranks a report's rows, the fastest first: by the last threshold, then the one before it, and so on, then by the best accuracy.
 * The accuracy is the validation accuracy (without validation images, the training accuracy), averaged over the seeds. Rows without
 * a run are left out.
 *
 * @param thresholds accuracies, above 0 up to 1, in ascending order.
 * @throws MlpLabError `invalid-argument` for thresholds out of this range; `bad-data` for anything but a report.
 */
export function race(report: Report, thresholds: readonly number[] = [0.8, 0.9, 0.95]): RaceResult[] {
  checkReport(report);
  const areAccuracies = isNumberArray(thresholds) && Array.from(thresholds).every((value) => value > 0 && value <= 1);
  if (!areAccuracies || thresholds.length === 0)
    throw invalidArgument('thresholds', 'accuracies above 0, up to 1', describeValue(thresholds));
  return report.rows
    .filter(({ runs }) => runs.length > 0)
    .map((row) => resultOf(row, thresholds))
    .sort(byRank);
}

function resultOf({ variant, title, origin, settings, runs }: Row, thresholds: readonly number[]): RaceResult {
  const curve = meanCurve(runs);
  const reached = thresholds.map((threshold) => {
    const epoch = curve.findIndex((accuracy) => accuracy >= threshold);
    return epoch < 0 ? null : pointAt(epoch + 1, runs);
  });
  return {
    variant,
    title,
    ...(origin && { origin }),
    ...(settings && { settings }),
    reached,
    best: Math.max(...curve),
  };
}

function meanCurve(runs: readonly Run[]): number[] {
  const curves = runs.map(({ history }) => (history.val_acc.length > 0 ? history.val_acc : history.acc));
  return curves[0].map((_, epoch) => curves.reduce((sum, curve) => sum + curve[epoch], 0) / curves.length);
}

function pointAt(epochs: number, runs: readonly Run[]): RacePoint {
  const [{ trainedOn, batchSize }] = runs;
  const seconds = runs.reduce((sum, run) => sum + (run.seconds * epochs) / run.epochs, 0) / runs.length;
  return { epochs, steps: epochs * Math.ceil(trainedOn / batchSize), seconds };
}

function byRank(a: RaceResult, b: RaceResult): number {
  const epochs = ({ reached }: RaceResult, i: number) => reached[i]?.epochs ?? Number.POSITIVE_INFINITY;
  for (let i = a.reached.length - 1; i >= 0; i--)
    if (epochs(a, i) !== epochs(b, i)) return epochs(a, i) < epochs(b, i) ? -1 : 1;
  return b.best - a.best;
}
