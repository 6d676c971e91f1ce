// Measurements → a table of milliseconds an epoch, each as a multiple of the engine's unit of work in the same run.
import { cpus } from 'node:os';
import type { Dataset } from '@mlp-lab/core';
import type { Measurement } from '@mlp-lab/experiment';
import type { Peer } from '../bench/measure-peers';
import { table } from './table';
import { pc } from './terminal';

export function benchTable(measurements: readonly Measurement[], peers: readonly Peer[], { train }: Dataset): string {
  const unit = measurements[0].best;
  const ratio = (best: number) => (best / unit).toFixed(2);
  const rows = measurements.map(({ workload, backend, best }) => [workload, backend, best.toFixed(1), ratio(best)]);
  const measured = peers.flatMap(({ name = '', best }) =>
    best === undefined ? [] : [['relu', name, best.toFixed(1), ratio(best)]],
  );
  const made = table(['Network', 'Trained by', 'ms an epoch', 'Ratio'], [...rows, ...measured], { right: [2, 3] });
  const skipped = peers.filter(({ problem }) => problem).map(({ script, problem }) => `${script}: ${problem}`);
  const about = [
    `An epoch: the first 70 % of ${train.count} images, and an evaluation of the rest. The least of several epochs.`,
    `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}. Machines drift: quote ratios of one run.`,
  ];
  return [made, '', ...[...skipped, ...about].map((line) => pc.dim(line))].join('\n');
}
