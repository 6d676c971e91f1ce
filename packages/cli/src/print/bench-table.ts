// Measurements → a table of milliseconds per epoch, and of ratios to the engine's on the same network.
import { cpus } from 'node:os';
import { type Dataset, groupedNumber } from '@mlp-lab/core';
import type { Measurement, Timing } from '@mlp-lab/experiment';
import type { FailedPeer, MeasuredPeer } from '../bench/open-peers';
import { table } from './table';
import { pc } from './terminal';

const HEAD = ['Network', 'Trained by', 'Min ms', 'Median', 'Max', 'Ratio'];

interface BenchRow {
  workload: string;
  by: string;
  timing: Timing;
}

export function benchTable(
  measurements: readonly Measurement[],
  peers: readonly (MeasuredPeer | FailedPeer)[],
  { train }: Dataset,
): string {
  const rows: BenchRow[] = [
    ...measurements.map(({ workload, backend, arithmetic, threads, ...timing }) => ({
      workload,
      by: [backend, ...(arithmetic === 'fused' ? ['fused'] : []), ...(threads ? [`${threads} threads`] : [])].join(
        ', ',
      ),
      timing,
    })),
    ...peers.flatMap((peer) => ('timing' in peer ? [{ ...peer, by: peer.name }] : [])),
  ];
  const skipped = peers.flatMap((peer) => ('problem' in peer ? [`${peer.script}: ${peer.problem}`] : []));
  const about = [
    `Milliseconds per epoch: training on the first 70 % of ${groupedNumber(train.count)} images and evaluating the rest.`,
    ...spreadNote(rows),
    'Ratio to the engine on the same network: the median of the ratios of all turns, an epoch each; of minimums where there were none.',
    `Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}.`,
  ];
  const made = table(
    HEAD,
    rows.map((row) => [row.workload, row.by, ...figures(row, rows)]),
    { right: [2, 3, 4, 5] },
  );
  return [made, '', ...[...skipped, ...about].map((line) => pc.dim(line))].join('\n');
}

function figures({ workload, timing }: BenchRow, rows: readonly BenchRow[]): string[] {
  const { epochs, min, median, max } = timing;
  const { timing: engine } = rows.find((row) => row.workload === workload)!;
  const ratio =
    epochs.length === engine.epochs.length ? medianOf(epochs.map((ms, i) => ms / engine.epochs[i])) : min / engine.min;
  return [min.toFixed(1), ...(epochs.length > 1 ? [median.toFixed(1), max.toFixed(1)] : ['–', '–']), ratio.toFixed(2)];
}

const medianOf = (values: readonly number[]): number => quantile(values, 0.5);

/** Between the two nearest values, in proportion. @param share 0 to 1 */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}

/** How far the middle half of each competitor's epochs lies apart, as a part of the median. */
function spreadNote(rows: readonly BenchRow[]): string[] {
  const texts = rows.flatMap(({ workload, by, timing: { epochs, median } }) =>
    epochs.length < 4
      ? []
      : `${workload} by ${by}: ${((100 * (quantile(epochs, 0.75) - quantile(epochs, 0.25))) / median).toFixed(0)} %`,
  );
  return texts.length === 0 ? [] : [`Spread, from the first quartile of the epochs to the third: ${texts.join('; ')}.`];
}
