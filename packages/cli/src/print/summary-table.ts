// A report → the notebook's table.
import type { Report, Row } from '@mlp-lab/experiment';
import pc from 'picocolors';
import { againstCell, estimateCell } from './estimate-cells';
import { table } from './table';

interface Column {
  title: string;
  cell(row: Row): string;
  right?: boolean;
  wrap?: number;
}

const WIDTH_OF_CHANGES = 36;
const MARKS = ['*', '†', '‡', '§', '¶'];

export function summaryTable(report: Report): string {
  const { rows } = report;
  const marks = markDifferences(rows);
  const columns = columnsOf(rows, marks);
  const made = table(
    columns.map(({ title }) => title),
    rows.map((row) => columns.map(({ cell }) => cell(row))),
    {
      right: columns.flatMap(({ right }, i) => (right ? [i] : [])),
      wrap: Object.fromEntries(columns.flatMap(({ wrap }, i) => (wrap ? [[i, wrap]] : []))),
    },
  );
  return [made, '', ...legend(marks), ...about(report)].join('\n');
}

/** The column of comparisons is there where any row has one. */
function columnsOf(rows: readonly Row[], marks: ReadonlyMap<string, string>): Column[] {
  const reference = rows.find(({ against }) => against)?.against?.variant;
  const figure = (cell: Column['cell']) => (row: Row) => (row.runs.length > 0 ? cell(row) : 'failed');
  return [
    { title: 'Experiment', cell: (row) => `${row.title}${marks.get(row.differs.join('; ')) ?? ''}` },
    { title: 'What changed', cell: ({ changes }) => changes.join(', ') || '–', wrap: WIDTH_OF_CHANGES },
    { title: 'Test loss', cell: figure(({ testLoss }) => estimateCell(testLoss)), right: true },
    { title: 'Test accuracy', cell: figure(({ testAccuracy }) => estimateCell(testAccuracy)), right: true },
    ...(reference === undefined
      ? []
      : [{ title: `vs ${reference}`, cell: ({ against }: Row) => againstCell(against), right: true }]),
    { title: 'Published', cell: ({ published }) => published?.toFixed(4) ?? '–', right: true },
    {
      title: 'Seconds',
      cell: ({ runs }) => runs.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(1),
      right: true,
    },
  ];
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
function about({ rows, dataset, protocol }: Report): string[] {
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
  if (rows.length > 1 && rows.every(({ differs }) => differs.length === 0))
    lines.push('Only what changed sets the rows apart: their recipes agree in all else.');
  if (rows.some(({ published }) => published !== null))
    lines.push("Published: the notebook's test accuracy, after 100 epochs.");
  if (seeds.length > 1)
    lines.push("± one standard deviation over the seeds; [95 % interval of the mean, by Student's t].");
  const reference = rows.find(({ against }) => against)?.against?.variant;
  if (reference !== undefined)
    lines.push(
      `vs ${reference}: the difference of test accuracy, paired by seed (t-test); better or worse where its interval leaves out 0.`,
    );
  return lines.map((line) => pc.dim(line));
}
