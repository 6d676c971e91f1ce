// The notebook's table, of a report.
import type { Estimate, Report, Row } from '@mlp-lab/experiment';
import { best } from '../open-run';
import { againstCell, estimateCell } from '../print/estimate-cells';
import { html, type Markup } from './html';
import { type Column, table } from './table';

const NONE = '–';

export function resultsTable({ rows }: Report): Markup {
  const trained = rows.filter(({ runs }) => runs.length > 0);
  const winner = trained.length > 1 ? best(trained) : undefined;
  const columns = COLUMNS.filter(({ isShown }) => isShown(rows));
  const tableRows = rows.map((row) => ({
    cells: columns.map(({ cell }) => cell(row, row === winner)),
    className: row === winner ? 'best' : '',
  }));
  return table(captionOf(rows), columns, tableRows);
}

interface ResultColumn extends Column {
  cell(row: Row, isBest: boolean): string | Markup;
  isShown(rows: readonly Row[]): boolean;
}

const always = () => true;

const COLUMNS: readonly ResultColumn[] = [
  {
    head: 'Experiment',
    isShown: always,
    cell: ({ title, variant }, isBest) =>
      html`${title}${isBest ? html`<span class="tag">best</span>` : ''}<small>${variant}</small>`,
  },
  { head: 'What changed from the baseline', isShown: always, cell: changes },
  {
    head: 'Test accuracy',
    isNumber: true,
    isShown: always,
    cell: (row) => html`<span class="accuracy">${figure(row.testAccuracy)}</span>`,
  },
  {
    head: 'Against baseline',
    isNumber: true,
    isShown: (rows) => rows.some(({ against }) => against),
    cell: ({ against }) => lines(againstCell(against)),
  },
  { head: 'Test loss', isNumber: true, isShown: always, cell: ({ testLoss }) => figure(testLoss) },
  {
    head: 'Published',
    isNumber: true,
    isShown: (rows) => rows.some(({ published }) => published !== null),
    cell: ({ published }) => published?.toFixed(4) ?? NONE,
  },
  {
    head: 'Seconds',
    isNumber: true,
    isShown: always,
    cell: ({ runs }) => runs.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(1),
  },
];

function changes({ changes, differs, failures = [] }: Row): Markup {
  return html`${changes.join(', ') || NONE}${differs.length > 0 ? html`<small>also differs: ${differs.join('; ')}</small>` : ''}${failures.map(
    ({ seed, message }) => html`<small>seed ${seed} failed: ${message}</small>`,
  )}`;
}

const figure = (estimate: Estimate) => (estimate.n === 0 ? 'failed' : lines(estimateCell(estimate)));

/** The first line, and the others small below it. */
function lines(text: string): Markup {
  const [first, ...others] = text.split('\n');
  return html`${first}${others.map((line) => html`<small>${line}</small>`)}`;
}

function captionOf(rows: readonly Row[]): string {
  return [
    'Accuracy and loss on the test images',
    ...(rows.some(({ testAccuracy }) => testAccuracy.n > 1) ? ['± one standard deviation over the seeds'] : []),
    ...(rows.some(({ against }) => against)
      ? ['[…]: 95 % intervals; against baseline: the mean difference, seed by seed']
      : []),
    ...(rows.some(({ published }) => published !== null)
      ? ["published: the notebook's test accuracy, after 100 epochs"]
      : []),
  ].join('; ');
}
