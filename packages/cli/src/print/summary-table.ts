// A report → the notebook's results table, as text.
import type { Report } from '@mlp-lab/experiment';
import { resultsTable, setNotes } from '@mlp-lab/report';
import { table } from './table';
import { pc, terminalColumns } from './terminal';

const GAP = 2; // columns of the terminal between two of the table
const SENTENCES = { narrowest: 14, widest: 36 };

/** @param width of the terminal, in columns: the table keeps to it where breaking words into lines is enough. */
export function summaryTable(report: Report, width = terminalColumns() ?? Number.POSITIVE_INFINITY): string {
  const { columns, rows, notes } = resultsTable(report);
  const cells = rows.map((row) => row.cells.map(({ text, below }) => [text, ...below].join('\n')));
  const titles = columns.map(({ title }) => title);
  const broken = columns.map(({ title, align }) => (align === 'right' ? title.replaceAll(' ', '\n') : title));
  const widthOfFigures = (heads: string[]) =>
    columns.reduce(
      (sum, { wraps }, i) => sum + GAP + (wraps ? 0 : widest([heads[i], ...cells.map((row) => row[i])])),
      -GAP,
    );
  const isTight = widthOfFigures(titles) + SENTENCES.widest > width;
  const isNarrowed = isTight && widthOfFigures(broken) + SENTENCES.narrowest <= width; // else nothing would make it fit
  const heads = isNarrowed ? broken : titles;
  const sentences = isNarrowed ? Math.min(width - widthOfFigures(broken), SENTENCES.widest) : SENTENCES.widest;
  const made = table(heads, cells, {
    right: columns.flatMap(({ align }, i) => (align === 'right' ? [i] : [])),
    wrap: Object.fromEntries(columns.flatMap(({ wraps }, i) => (wraps ? [[i, sentences]] : []))),
  });
  return [made, '', ...[settings(report), ...notes].map((line) => pc.dim(wrap(line, width)))].join('\n');
}

/** The longest line of the texts. */
const widest = (texts: string[]) => Math.max(...texts.flatMap((text) => text.split('\n')).map(({ length }) => length));

/** Breaks a line between words. */
function wrap(line: string, width: number): string {
  if (line.length <= width) return line;
  return line.replace(new RegExp(`(.{1,${width}})(?: |$)`, 'g'), '$1\n').trimEnd();
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
