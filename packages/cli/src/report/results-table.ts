// The notebook's table, of a report.
import {
  againstText,
  bestRow,
  comparisonTitle,
  differenceMarks,
  differenceNotes,
  type Estimate,
  estimateText,
  figureNotes,
  type Report,
  type Row,
} from '@mlp-lab/experiment';
import { html, type Markup } from './html';
import { lines } from './lines';
import { type Column, table } from './table';

/** The table, and below it what a reader must know. */
export function resultsTable(report: Report): Markup {
  const { rows } = report;
  const marks = differenceMarks(rows);
  const columns = columnsOf(rows, marks);
  const tableRows = rows.map((row) => ({
    cells: columns.map(({ cell }) => cell(row)),
    className: isBest(row, rows) ? 'best' : '',
  }));
  const notes = [...differenceNotes(marks), ...figureNotes(report)].map((note) => html`${note}<br>`);
  return html`${table('Results', columns, tableRows)}<p class="note">${notes}</p>`;
}

interface ResultColumn extends Column {
  cell(row: Row): string | Markup;
}

/** The columns that some row has something for. */
function columnsOf(rows: readonly Row[], marks: ReadonlyMap<string, string>): ResultColumn[] {
  const comparison = comparisonTitle(rows);
  const columns: (ResultColumn & { isEmpty?: boolean })[] = [
    { head: 'Experiment', cell: (row) => experiment(row, marks, isBest(row, rows)) },
    { head: 'What changed', isWide: true, cell: changes },
    {
      head: 'Test accuracy',
      isNumber: true,
      cell: (row) => html`<span class="accuracy">${figure(row.testAccuracy)}</span>`,
    },
    {
      head: comparison ?? '',
      isNumber: true,
      isEmpty: comparison === undefined,
      cell: ({ against }) => lines(againstText(against)),
    },
    { head: 'Test loss', isNumber: true, cell: ({ testLoss }) => figure(testLoss) },
    {
      head: 'Published',
      isNumber: true,
      isEmpty: rows.every(({ published }) => published === null),
      cell: ({ published }) => published?.toFixed(4) ?? '–',
    },
    {
      head: 'Seconds',
      isNumber: true,
      cell: ({ runs }) => runs.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(1),
    },
  ];
  return columns.filter(({ isEmpty }) => !isEmpty);
}

function isBest(row: Row, rows: readonly Row[]): boolean {
  const trained = rows.filter(({ runs }) => runs.length > 0);
  return trained.length > 1 && row === bestRow(trained);
}

function experiment({ title, variant, differs }: Row, marks: ReadonlyMap<string, string>, isBest: boolean): Markup {
  const tag = isBest ? html`<span class="tag">best</span>` : '';
  return html`${title}${marks.get(differs.join('; ')) ?? ''}<small>${variant}${tag}</small>`;
}

function changes({ changes, failures = [] }: Row): Markup {
  const failed = failures.map(({ seed, message }) => html`<small>seed ${seed} failed: ${message}</small>`);
  return html`${changes.join(', ') || '–'}${failed}`;
}

const figure = (estimate: Estimate) => (estimate.n === 0 ? 'failed' : lines(estimateText(estimate)));
