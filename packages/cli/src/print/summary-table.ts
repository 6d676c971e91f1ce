// A report → the notebook's table.
import {
  againstText,
  comparisonTitle,
  differenceMarks,
  differenceNotes,
  estimateText,
  figureNotes,
  type Report,
  type Row,
  setNotes,
} from '@mlp-lab/experiment';
import { table } from './table';
import { pc } from './terminal';

interface Column {
  title: string;
  cell(row: Row): string;
  right?: boolean;
  wrap?: number;
}

const WIDTH_OF_CHANGES = 36;

export function summaryTable(report: Report): string {
  const { rows } = report;
  const marks = differenceMarks(rows);
  const columns = columnsOf(rows, marks);
  const made = table(
    columns.map(({ title }) => title),
    rows.map((row) => columns.map(({ cell }) => cell(row))),
    {
      right: columns.flatMap(({ right }, i) => (right ? [i] : [])),
      wrap: Object.fromEntries(columns.flatMap(({ wrap }, i) => (wrap ? [[i, wrap]] : []))),
    },
  );
  const notes = [...differenceNotes(marks), settings(report), ...figureNotes(report)];
  return [made, '', ...notes.map((line) => pc.dim(line))].join('\n');
}

/** Comparisons and published figures have a column where any row has one. */
function columnsOf(rows: readonly Row[], marks: ReadonlyMap<string, string>): Column[] {
  const comparison = comparisonTitle(rows);
  const figure = (cell: Column['cell']) => (row: Row) => (row.runs.length > 0 ? cell(row) : 'failed');
  return [
    { title: 'Experiment', cell: (row) => `${row.title}${marks.get(row.differs.join('; ')) ?? ''}` },
    { title: 'What changed', cell: ({ changes }) => changes.join(', ') || '–', wrap: WIDTH_OF_CHANGES },
    { title: 'Test loss', cell: figure(({ testLoss }) => estimateText(testLoss)), right: true },
    { title: 'Test accuracy', cell: figure(({ testAccuracy }) => estimateText(testAccuracy)), right: true },
    ...(comparison === undefined
      ? []
      : [{ title: comparison, cell: ({ against }: Row) => againstText(against), right: true }]),
    ...(rows.every(({ published }) => published === null)
      ? []
      : [{ title: 'Published', cell: ({ published }: Row) => published?.toFixed(4) ?? '–', right: true }]),
    {
      title: 'Seconds',
      cell: ({ runs }) => runs.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(1),
      right: true,
    },
  ];
}

/** The settings that all rows share. */
function settings(report: Report): string {
  const { rows, dataset, protocol } = report;
  const runs = rows.flatMap((row) => row.runs);
  const epochs = [...new Set(runs.map((run) => run.epochs))];
  const seeds = [...new Set(runs.map((run) => run.seed))];
  return [
    `${dataset.name}: ${dataset.train} training and ${dataset.test} test images`,
    `protocol ${protocol}`,
    `${epochs.join(', ')} ${epochs.join() === '1' ? 'epoch' : 'epochs'}`,
    `${seeds.length === 1 ? 'seed' : 'seeds'} ${seeds.join(', ')}`,
    ...setNotes(report),
  ].join('; ');
}
