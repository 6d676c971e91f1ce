// Reports and images → charts as text, as wide as the terminal and in colour where it has any.
import type { Estimate, Report } from '@mlp-lab/experiment';
import {
  type Chart,
  type DigitItem,
  digits,
  learningCurves,
  type RunCurves,
  renderText,
  summaryBars,
} from '@mlp-lab/viz';
import pc from 'picocolors';

const WIDTH_ELSEWHERE = 100; // of files and pipes
const WIDEST = 140; // longer lines are hard to follow

/** The learning curves, or, where one epoch makes no curve, the accuracies as bars. */
export function outcomeText(report: Report): string {
  const isCurve = report.rows.some(({ runs }) => runs.some(({ epochs }) => epochs > 1));
  return chartText(isCurve ? curvesChart(report) : accuracyChart(report));
}

export function digitsText(items: readonly DigitItem[], title: string): string {
  return chartText(digits(items, { title }));
}

/** Accuracy and loss over the epochs, one run a row of the report, its seeds together. */
export function curvesChart({ rows }: Report): Chart {
  return learningCurves(runCurves(rows));
}

/** The histories of rows, as charts of training take them. */
export function runCurves(rows: Report['rows']): RunCurves[] {
  return rows
    .filter(({ runs }) => runs.length > 0)
    .map(({ variant, runs }) => ({ name: variant, histories: runs.map(({ history }) => withoutEmpty(history)) }));
}

/** Test accuracy, one bar a row of the report. */
export function accuracyChart({ rows }: Report): Chart {
  return summaryBars(
    rows
      .filter(({ runs }) => runs.length > 0)
      .map(({ variant, title, testAccuracy, published }) => ({
        name: variant,
        title,
        ...spread(testAccuracy),
        published: published ?? undefined,
      })),
    { title: 'Test accuracy' },
  );
}

/** One seed has no spread to draw. */
function spread({ mean, sd, n }: Estimate) {
  return n > 1 ? { mean, sd, n } : { mean };
}

/** A history as viz takes it: a metric that was not measured is absent. */
function withoutEmpty({ loss, ...others }: Report['rows'][number]['runs'][number]['history']) {
  return { loss, ...Object.fromEntries(Object.entries(others).filter(([, values]) => values.length > 0)) };
}

/** For a terminal; for a file without colours, and as wide as text is elsewhere. */
export function chartText(chart: Chart, to: 'terminal' | 'file' = 'terminal'): string {
  const columns = to === 'terminal' ? process.stdout.columns : undefined;
  return renderText(chart, {
    width: Math.min(columns ?? WIDTH_ELSEWHERE, WIDEST),
    color: to === 'terminal' && pc.isColorSupported,
    ascii: process.env.TERM === 'dumb',
  });
}
