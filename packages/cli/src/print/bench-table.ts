// Measurements → a table of milliseconds per epoch, and of ratios to the engine's unit of work in the same run.
import { cpus } from 'node:os';
import type { Dataset } from '@mlp-lab/core';
import type { Measurement, Timing } from '@mlp-lab/experiment';
import type { Peer } from '../bench/measure-peers';
import { table } from './table';
import { pc } from './terminal';

const HEAD = ['Network', 'Trained by', 'Min ms', 'Median', 'Max', 'Ratio'];

export function benchTable(measurements: readonly Measurement[], peers: readonly Peer[], { train }: Dataset): string {
  const unit = measurements[0].min;
  const figures = ({ epochs, min, median, max }: Timing) => [
    min.toFixed(1),
    ...(epochs.length > 1 ? [median.toFixed(1), max.toFixed(1)] : ['–', '–']),
    (min / unit).toFixed(2),
  ];
  const rows = measurements.map(({ workload, backend, ...measured }) => [workload, backend, ...figures(measured)]);
  const measured = peers.flatMap(({ name, timing }) => (timing ? [['relu', name, ...figures(timing)]] : []));
  const skipped = peers.filter(({ problem }) => problem).map(({ script, problem }) => `${script}: ${problem}`);
  const about = [
    `Milliseconds per epoch: training on the first 70 % of ${train.count} images and evaluating the rest.`,
    'Ratio of minimums. The speed of a machine varies, so compare only figures of the same run.',
    `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}.`,
  ];
  const made = table(HEAD, [...rows, ...measured], { right: [2, 3, 4, 5] });
  return [made, '', ...[...skipped, ...about].map((line) => pc.dim(line))].join('\n');
}
