// A report → the notebook's results table as data: the one definition of its columns, for terminals, pages and programs.
import { checkReport, type Report, type Row } from '@mlp-lab/experiment';
import { bestRow } from '../run/choose-run';
import { againstText, estimateText } from './figure-text';
import { comparisonTitle, differenceMarks, progressText, tableNotes } from './report-notes';

/** The results table of a report, as data. Plain JSON. */
export interface ResultsTable {
  /** From left to right. */
  columns: readonly ResultsColumn[];
  /** From top to bottom. */
  rows: readonly ResultsRow[];
  /** Sentences that a reader of the table needs, one per line. */
  notes: readonly string[];
}

/** A column of the results table. */
export interface ResultsColumn {
  /** The heading. */
  title: string;
  /** Figures are on the right. */
  align: 'left' | 'right';
  /** Whether it holds sentences, whose lines may be broken. @default false */
  wraps?: boolean;
  /** Whether its figure decides which row is the best. @default false */
  ranks?: boolean;
}

/** A row of the results table. */
export interface ResultsRow {
  /** Its full name. */
  variant: string;
  /** Whether it has the best test accuracy of several rows. */
  isBest: boolean;
  /** One per column. */
  cells: readonly Cell[];
}

/** A cell of the results table. */
export interface Cell {
  /** Its first line. */
  text: string;
  /** Further lines below the text, part of the figure: `[0.9469, 0.9507]`. */
  below: readonly string[];
  /** Further lines for where there is room for them: the variant's name, why seeds failed. */
  aside: readonly string[];
}

/**
 * Columns that no row has a figure for are left out.
 *
 * @throws MlpLabError `bad-data` for anything but a report.
 */
export function resultsTable(report: Report): ResultsTable {
  checkReport(report);
  const { rows } = report;
  const columns = columnsOf(rows);
  const trained = rows.filter(({ runs }) => runs.length > 0);
  const best = trained.length > 1 ? bestRow(trained) : undefined;
  return {
    columns: columns.map(({ cell, aside, ...column }) => column),
    rows: rows.map((row) => ({
      variant: row.variant,
      isBest: row === best,
      cells: columns.map(({ cell, aside = () => [] }) => {
        const [text, ...below] = cell(row).split('\n');
        return { text, below, aside: aside(row) };
      }),
    })),
    notes: tableNotes(report),
  };
}

interface Column extends ResultsColumn {
  cell(row: Row): string;
  aside?(row: Row): string[];
}

function columnsOf(rows: readonly Row[]): Column[] {
  const marks = differenceMarks(rows);
  const comparison = comparisonTitle(rows);
  const hasPublished = rows.some(({ published }) => published !== null);
  return [
    {
      ...words('Experiment'),
      cell: (row) => `${row.title}${marks.get(row.differs.join('; ')) ?? ''}${progressText(row)}`,
      aside: ({ variant }) => [variant],
    },
    {
      ...words('What changed'),
      wraps: true,
      cell: ({ changes }) => changes.join(', ') || '–',
      aside: ({ failures = [], stopped = [] }) => [
        ...failures.map(({ seed, message }) => `seed ${seed} failed: ${message}`),
        ...stopped.map(({ seed, message }) => `seed ${seed} was ${message}`),
      ],
    },
    { ...figure('Test accuracy'), ranks: true, cell: ofTrained(({ testAccuracy }) => estimateText(testAccuracy)) },
    ...(comparison === undefined ? [] : [{ ...figure(comparison), cell: ({ against }: Row) => againstText(against) }]),
    { ...figure('Test loss'), cell: ofTrained(({ testLoss }) => estimateText(testLoss)) },
    ...(hasPublished ? [{ ...figure('Published'), cell: ({ published }: Row) => published?.toFixed(4) ?? '–' }] : []),
    { ...figure('Seconds'), cell: ({ runs }) => runs.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(1) },
  ];
}

const words = (title: string): ResultsColumn => ({ title, align: 'left' });
const figure = (title: string): ResultsColumn => ({ title, align: 'right' });

const ofTrained = (cell: Column['cell']) => (row: Row) =>
  row.runs.length > 0 ? cell(row) : row.failures ? 'failed' : 'stopped';
