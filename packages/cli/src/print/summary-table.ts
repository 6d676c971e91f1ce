// A report → the notebook's results table, as text.
import type { Report } from '@mlp-lab/experiment';
import { type ResultsColumn, resultsTable, setNotes } from '@mlp-lab/report';
import { table } from './table';
import { pc, spelled, terminalColumns } from './terminal';
import { wrap } from './wrap';

const GAP = 2; // columns of the terminal between two of the table
const SENTENCES = { narrowest: 14, widest: 36 };

/** @param width of the terminal, in columns: where no table would fit, each row stands on its own. */
export function summaryTable(report: Report, width = terminalColumns() ?? Number.POSITIVE_INFINITY): string {
  const { columns, rows, notes } = resultsTable(report);
  const cells = rows.map((row) => row.cells.map(({ text, below }) => [text, ...below].join('\n')));
  const made = fittingTable(columns, cells, width) ?? records(columns, cells, width);
  return [made, '', ...[settings(report), ...notes].map((line) => pc.dim(wrap(line, width)))].join('\n');
}

/** The widest layout that fits: as it is; with broken heads and narrow sentences; with broken titles, too. */
function fittingTable(
  columns: readonly ResultsColumn[],
  cells: readonly (readonly string[])[],
  width: number,
): string | undefined {
  const titles = columns.map(({ title }) => title);
  const broken = columns.map(({ title, align }) => (align === 'right' ? title.replaceAll(' ', '\n') : title));
  const layouts = [
    { heads: titles, name: Number.POSITIVE_INFINITY, narrowest: SENTENCES.widest },
    { heads: broken, name: Number.POSITIVE_INFINITY, narrowest: SENTENCES.narrowest },
    { heads: broken, name: SENTENCES.narrowest, narrowest: SENTENCES.narrowest },
  ];
  for (const { heads, name, narrowest } of layouts) {
    const widths = columns.map((_, i) => widest([heads[i], ...cells.map((row) => row[i])]));
    const first = Math.min(name, widths[0]);
    const others = columns.map(({ wraps }, i) => (wraps ? 0 : i === 0 ? first : widths[i]));
    const taken = others.reduce((sum, own) => sum + GAP + own, -GAP);
    if (taken + narrowest > width) continue;
    const sentences = Math.min(width - taken, SENTENCES.widest);
    return table(heads, cells, {
      right: columns.flatMap(({ align }, i) => (align === 'right' ? [i] : [])),
      wrap: Object.fromEntries([
        ...(first < widths[0] ? [[0, first]] : []),
        ...columns.flatMap(({ wraps }, i) => (wraps ? [[i, sentences]] : [])),
      ]),
    });
  }
  return undefined;
}

/** Each row as its name and, below it, a line for each figure. */
function records(columns: readonly ResultsColumn[], cells: readonly (readonly string[])[], width: number): string {
  const titles = columns.slice(1).map(({ title }) => `  ${title}`);
  const room = Math.max(SENTENCES.narrowest, width - widest(titles) - GAP);
  const figures = (row: readonly string[]) =>
    titles.map((title, i) => [
      title,
      row[i + 1]
        .split('\n')
        .flatMap((line) => wrap(line, room).split('\n'))
        .join('\n'),
    ]);
  return cells.map((row) => [pc.bold(spelled(row[0])), table([], figures(row))].join('\n')).join('\n\n');
}

/** The longest line of the texts. */
const widest = (texts: string[]) => Math.max(...texts.flatMap((text) => text.split('\n')).map(({ length }) => length));

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
