// Rows → a text table without borders, easy to read and to paste.
import Table from 'cli-table3';
import { pc, spelled } from './terminal';

export interface TableOptions {
  /** Columns, counted from 0, that are aligned to the right. */
  right?: readonly number[];
  /** Column → the width at which its text wraps. */
  wrap?: Readonly<Record<number, number>>;
}

const NO_BOXES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
}; // prettier-ignore

export function table(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  options: TableOptions = {},
): string {
  const { right = [], wrap = {} } = options;
  const made = new Table({
    chars: NO_BOXES,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    colAligns: head.map((_, column) => (right.includes(column) ? 'right' : 'left')),
    colWidths: head.map((_, column) => wrap[column] ?? null),
    wordWrap: true,
  });
  made.push(
    ...(head.length > 0 ? [head.map((title) => pc.bold(spelled(title)))] : []),
    ...rows.map((row) => row.map((cell) => spelled(String(cell)))),
  );
  return made
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
