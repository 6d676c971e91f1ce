// A report → the notebook's table.
import type { Estimate, Report, Row } from '@mlp-lab/experiment';
import pc from 'picocolors';
import { table } from './table';

const HEAD = ['Experiment', 'What changed', 'Test loss', 'Test accuracy', 'Published', 'Seconds'];
const WIDTH_OF_CHANGES = 36;
const MARKS = ['*', '†', '‡', '§', '¶'];

export function summaryTable({ rows, dataset, protocol }: Report): string {
  const marks = markDifferences(rows);
  const lines = rows.map((row) => [
    `${row.title}${marks.get(row.differs.join('; ')) ?? ''}`,
    row.changes.join(', ') || '–',
    ...(row.runs.length > 0 ? [figure(row.testLoss), figure(row.testAccuracy)] : ['failed', 'failed']),
    row.published?.toFixed(4) ?? '–',
    row.runs.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(1),
  ]);
  const made = table(HEAD, lines, { right: [2, 3, 4, 5], wrap: { 1: WIDTH_OF_CHANGES } });
  return [made, '', ...legend(marks), ...about({ rows, dataset, protocol })].join('\n');
}

/** `0.9488`, over several seeds `0.9488 ± 0.0015`. */
function figure({ mean, sd, n }: Estimate): string {
  return n > 1 ? `${mean.toFixed(4)} ± ${sd.toFixed(4)}` : mean.toFixed(4);
}

/** What else differs from the baseline, in one string → the mark of the rows where it does. */
function markDifferences(rows: readonly Row[]): Map<string, string> {
  const kinds = [...new Set(rows.map(({ differs }) => differs.join('; ')))].filter((kind) => kind !== '');
  return new Map(kinds.map((kind, i) => [kind, MARKS[i] ?? `(${i + 1})`]));
}

function legend(marks: ReadonlyMap<string, string>): string[] {
  return [...marks].map(([kind, mark]) => pc.dim(`${mark} also differs: ${kind}`));
}

/** The settings that all rows share, and what the columns are. */
function about({ rows, dataset, protocol }: Omit<Report, 'schema'>): string[] {
  const runs = rows.flatMap((row) => row.runs);
  const epochs = [...new Set(runs.map((run) => run.epochs))];
  const seeds = [...new Set(runs.map((run) => run.seed))];
  const settings = [
    `${dataset.name}: ${dataset.train} training and ${dataset.test} test images`,
    `protocol ${protocol}`,
    `${epochs.join(', ')} ${epochs.join() === '1' ? 'epoch' : 'epochs'}`,
    `${seeds.length === 1 ? 'seed' : 'seeds'} ${seeds.join(', ')}`,
  ];
  const lines = [settings.join('; ')];
  if (rows.some(({ published }) => published !== null))
    lines.push("Published: the notebook's test accuracy, after 100 epochs.");
  if (seeds.length > 1) lines.push('± one standard deviation over the seeds.');
  return lines.map((line) => pc.dim(line));
}
