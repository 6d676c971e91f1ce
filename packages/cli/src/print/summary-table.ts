// A report → the notebook's results table, as text.
import { groupedNumber } from '@mlp-lab/core';
import type { Report } from '@mlp-lab/experiment';
import { resultsTable, setNotes } from '@mlp-lab/report';
import { table } from './table';
import { pc, terminalColumns } from './terminal';
import { wrap } from './wrap';

const SENTENCES = 36; // columns of the terminal

/** @param width of the terminal, in columns. */
export function summaryTable(report: Report, width = terminalColumns() ?? Number.POSITIVE_INFINITY): string {
  const { columns, rows, notes } = resultsTable(report);
  const cells = rows.map((row) => row.cells.map(({ text, below }) => [text, ...below].join('\n')));
  const made = table(
    columns.map(({ title }) => title),
    cells,
    {
      right: columns.flatMap(({ align }, i) => (align === 'right' ? [i] : [])),
      wrap: Object.fromEntries(columns.flatMap(({ wraps }, i) => (wraps ? [[i, SENTENCES]] : []))),
      width,
    },
  );
  return [made, '', ...[settings(report), ...notes].map((line) => pc.dim(wrap(line, width)))].join('\n');
}

/** The settings that all rows share. */
function settings(report: Report): string {
  const { rows, dataset, protocol } = report;
  const runs = rows.flatMap((row) => row.runs);
  const epochs = [...new Set(runs.map((run) => run.epochs))];
  const seeds = [...new Set(runs.map((run) => run.seed))];
  return [
    `${dataset.name}: ${groupedNumber(dataset.train)} training and ${groupedNumber(dataset.test)} test images`,
    `protocol ${protocol}`,
    `${epochs.join(', ')} ${epochs.join() === '1' ? 'epoch' : 'epochs'}`,
    `${seeds.length === 1 ? 'seed' : 'seeds'} ${seeds.join(', ')}`,
    ...setNotes(report),
  ].join('; ');
}
