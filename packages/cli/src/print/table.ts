// Rows → a text table without borders, easy to read and to paste, in the width of the terminal.
import Table from 'cli-table3';
import { fitColumns, GAP, widest } from './fit-columns';
import { pc, spelled, terminalColumns } from './terminal';
import { wrap } from './wrap';

export interface TableOptions {
  /** Columns, counted from 0, that are aligned to the right. */
  right?: readonly number[];
  /** Column → the width at which its text wraps, at the latest. */
  wrap?: Readonly<Record<number, number>>;
  /** How many columns, from the first, name a row where each stands on its own. @default 1 */
  names?: number;
  /** Columns of the terminal. @default those of stdout */
  width?: number;
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

const NARROW_NAME = 14; // columns of the terminal
const LEAST_ROOM = 14;

/** As wide as it needs to be; where that does not fit, with narrower sentences, heads and names; else each row on its own. */
export function table(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  options: TableOptions = {},
): string {
  const { width = terminalColumns() ?? Number.POSITIVE_INFINITY } = options;
  const heads = head.map(spelled);
  const cells = rows.map((row) => row.map((cell) => spelled(String(cell))));
  return fittingTable(heads, cells, options, width) ?? records(heads, cells, options.names ?? 1, width);
}

function fittingTable(
  heads: readonly string[],
  cells: readonly (readonly string[])[],
  { right = [], wrap = {} }: TableOptions,
  width: number,
): string | undefined {
  const textsOf = (heads: readonly string[], column: number) => [
    ...heads.slice(column, column + 1),
    ...cells.map((row) => row[column] ?? ''),
  ];
  const count = Math.max(heads.length, ...cells.map(({ length }) => length));
  const broken = heads.map((title, i) => (right.includes(i) ? title.replaceAll(' ', '\n') : title));
  const name = wrap[0] ?? Math.min(NARROW_NAME, widest(textsOf(heads, 0)));
  for (const [titles, wraps, least] of [
    [heads, wrap, false],
    [broken, wrap, true],
    [broken, { ...wrap, 0: name }, true],
  ] as const) {
    const columns = Array.from({ length: count }, (_, i) => ({
      texts: textsOf(titles, i),
      most: wraps[i as 0],
      isNumbers: right.includes(i),
    }));
    const fixed = columns.map(({ texts, most }) => most ?? widest(texts));
    const whole = fixed.reduce((sum, own) => sum + own + GAP, -GAP);
    if (!least && whole > width) continue;
    const widths = fitColumns(columns, width);
    if (widths) return drawn(titles, cells, right, widths);
  }
  return undefined;
}

/** Each row as its name and, below it, a line for each figure. */
function records(
  heads: readonly string[],
  cells: readonly (readonly string[])[],
  names: number,
  width: number,
): string {
  const titles = heads.slice(names).map((title) => `  ${title}`);
  const room = Math.max(LEAST_ROOM, width - widest(titles) - GAP);
  const broken = (text: string) =>
    text
      .split('\n')
      .flatMap((line) => wrap(line, room).split('\n'))
      .join('\n');
  let above: readonly string[] = [];
  return cells
    .map((row) => {
      above = row.slice(0, names).map((text, i) => text || (above[i] ?? '')); // said once for several rows
      const figures = titles.map((title, i) => [title, broken(row[i + names] ?? '')]);
      const name = above.join(' ').replace(/\s+/g, ' ').trim();
      return [...(name ? [pc.bold(name)] : []), drawn([], figures, [], new Map())].join('\n');
    })
    .join('\n\n');
}

function drawn(
  heads: readonly string[],
  cells: readonly (readonly string[])[],
  right: readonly number[],
  widths: ReadonlyMap<number, number>,
): string {
  const columns = Array.from({ length: Math.max(heads.length, cells[0]?.length ?? 0) }, (_, i) => i);
  const made = new Table({
    chars: NO_BOXES,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
    colAligns: columns.map((column) => (right.includes(column) ? 'right' : 'left')),
    colWidths: columns.map((column) => widths.get(column) ?? null),
    wordWrap: true,
  });
  made.push(...(heads.length > 0 ? [heads.map((title) => pc.bold(title))] : []), ...cells.map((row) => [...row]));
  return made
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}
