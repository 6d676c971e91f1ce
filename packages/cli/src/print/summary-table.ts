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
  return [made, '', ...legend(marks), about({ rows, dataset, protocol })].join('\n');
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
  return [...marks].map(([kind, mark]) => pc.dim(`${mark} differs in more than the named change: ${kind}`));
}

/** The settings that all rows share, and what the column "Published" is. */
function about({ rows, dataset, protocol }: Omit<Report, 'schema'>): string {
  const runs = rows.flatMap((row) => row.runs);
  const epochs = [...new Set(runs.map((run) => run.epochs))].join(', ');
  const seeds = [...new Set(runs.map((run) => run.seed))].join(', ');
  const settings = [
    `${dataset.name}, ${dataset.train} training and ${dataset.test} test images`,
    `protocol ${protocol}`,
    `${epochs} ${epochs === '1' ? 'epoch' : 'epochs'}`,
    `seed ${seeds}`,
  ];
  return pc.dim(
    `${settings.join('; ')}. Published: the notebook's accuracy after 100 epochs. ± is one standard deviation.`,
  );
}
