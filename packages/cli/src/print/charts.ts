// Reports and images → charts as text, as wide as the terminal and in colour where it has any.
import type { Report } from '@mlp-lab/experiment';
import { type Chart, type DigitItem, digits, learningCurves, renderText, summaryBars } from '@mlp-lab/viz';
import pc from 'picocolors';

const WIDTH_ELSEWHERE = 100; // of files and pipes
const WIDEST = 140; // longer lines are hard to follow

export function curvesText(report: Report): string {
  return text(curvesChart(report));
}

export function digitsText(items: readonly DigitItem[], title: string): string {
  return text(digits(items, { title }));
}

/** Accuracy and loss over the epochs, one run a row of the report, its seeds together. */
export function curvesChart({ rows }: Report): Chart {
  return learningCurves(
    rows
      .filter(({ runs }) => runs.length > 0)
      .map(({ variant, runs }) => ({ name: variant, histories: runs.map(({ history }) => withoutEmpty(history)) })),
  );
}

/** Test accuracy, one bar a row of the report. */
export function accuracyChart({ rows }: Report): Chart {
  return summaryBars(
    rows
      .filter(({ runs }) => runs.length > 0)
      .map(({ variant, title, testAccuracy, published }) => ({
        name: variant,
        title,
        ...testAccuracy,
        published: published ?? undefined,
      })),
    { title: 'Test accuracy' },
  );
}

/** A history as viz takes it: a metric that was not measured is absent. */
function withoutEmpty({ loss, ...others }: Report['rows'][number]['runs'][number]['history']) {
  return { loss, ...Object.fromEntries(Object.entries(others).filter(([, values]) => values.length > 0)) };
}

function text(chart: Chart): string {
  return renderText(chart, {
    width: Math.min(process.stdout.columns ?? WIDTH_ELSEWHERE, WIDEST),
    color: pc.isColorSupported,
    ascii: process.env.TERM === 'dumb',
  });
}
