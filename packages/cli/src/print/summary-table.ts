// A report → the notebook's results table, as text.
import type { Report } from '@mlp-lab/experiment';
import { resultsTable, setNotes } from '@mlp-lab/report';
import { table } from './table';
import { pc } from './terminal';

const WIDTH_OF_SENTENCES = 36;

export function summaryTable(report: Report): string {
  const { columns, rows, notes } = resultsTable(report);
  const made = table(
    columns.map(({ title }) => title),
    rows.map(({ cells }) => cells.map(({ text, below }) => [text, ...below].join('\n'))),
    {
      right: columns.flatMap(({ align }, i) => (align === 'right' ? [i] : [])),
      wrap: Object.fromEntries(columns.flatMap(({ wraps }, i) => (wraps ? [[i, WIDTH_OF_SENTENCES]] : []))),
    },
  );
  return [made, '', ...[settings(report), ...notes].map((line) => pc.dim(line))].join('\n');
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
