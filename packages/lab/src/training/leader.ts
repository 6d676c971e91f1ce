// The row that is ahead.
import type { RowCurves } from '@mlp-lab/report';

export type Metric = 'acc' | 'loss';

/** The row with the best newest value: of validation if available, averaged over its histories. Undefined if no value is finite. */
export function leader(curves: readonly RowCurves[], metric: Metric): { name: string; value: number } | undefined {
  const sign = metric === 'acc' ? 1 : -1;
  return curves
    .map(({ name, histories }) => ({ name, value: mean(histories.map((history) => newest(history, metric))) }))
    .filter(({ value }) => Number.isFinite(value))
    .sort((a, b) => sign * (b.value - a.value))[0];
}

const newest = (history: RowCurves['histories'][number], metric: Metric) =>
  (history[`val_${metric}`] ?? history[metric])?.at(-1) ?? Number.NaN;

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
