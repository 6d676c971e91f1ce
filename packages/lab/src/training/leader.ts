// The row that is ahead.
import type { RowCurves } from '@mlp-lab/report';

export type Metric = 'acc' | 'loss';

/** The row with the best latest value: the validation metric's if it was measured, averaged over the row's histories. Undefined where no value is finite. */
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
