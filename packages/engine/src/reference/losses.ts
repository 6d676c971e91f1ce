// Each loss of a row, its derivative by the output, and the metrics.
import type { Loss, Metric } from '../program';
import { sum } from './matrix';

type Row = ArrayLike<number>;

interface LossRule {
  value(p: Row, y: Row): number;
  /** dloss/dp_i, for every i. */
  slopes(p: Row, y: Row): number[];
}

// Keras's epsilon and its complement, rounded to float32
const MIN = Math.fround(1e-7);
const MAX = Math.fround(1 - 1e-7);

const clipped = (q: number) => Math.min(Math.max(q, MIN), MAX);
/** The derivative of `clipped`. */
const within = (q: number) => Number(q >= MIN && q <= MAX);

export const lossRules: Record<Loss, LossRule> = {
  categoricalCrossentropy: {
    value(p, y) {
      const total = sum(p.length, (i) => p[i]);
      return -sum(p.length, (i) => y[i] * Math.log(clipped(p[i] / total)));
    },
    slopes(p, y) {
      const total = sum(p.length, (i) => p[i]);
      const dq = Array.from(p, (value, i) => (-y[i] * within(value / total)) / clipped(value / total));
      const along = sum(p.length, (i) => (dq[i] * p[i]) / total);
      return dq.map((slope) => (slope - along) / total);
    },
  },
  binaryCrossentropy: {
    value: (p, y) =>
      -sum(p.length, (i) => y[i] * Math.log(clipped(p[i])) + (1 - y[i]) * Math.log(1 - clipped(p[i]))) / p.length,
    slopes: (p, y) =>
      Array.from(p, (value, i) => {
        const c = clipped(value);
        return ((-y[i] / c + (1 - y[i]) / (1 - c)) * within(value)) / p.length;
      }),
  },
  meanSquaredError: {
    value: (p, y) => sum(p.length, (i) => (p[i] - y[i]) ** 2) / p.length,
    slopes: (p, y) => Array.from(p, (value, i) => (2 * (value - y[i])) / p.length),
  },
  meanAbsoluteError: {
    value: (p, y) => sum(p.length, (i) => Math.abs(p[i] - y[i])) / p.length,
    slopes: (p, y) => Array.from(p, (value, i) => Math.sign(value - y[i]) / p.length),
  },
};

export function metricOf(kind: Metric['kind'], p: Row, y: Row): number {
  if (kind === 'categoricalAccuracy') return Number(argMax(p) === argMax(y));
  if (kind === 'binaryAccuracy') return sum(p.length, (i) => Number(Number(p[i] > 0.5) === y[i])) / p.length;
  return lossRules[kind].value(p, y);
}

function argMax(row: Row): number {
  let greatest = 0;
  for (let i = 1; i < row.length; i++) if (row[i] > row[greatest]) greatest = i;
  return greatest;
}
