// The characters of a text chart: a grid of cells, filled mark by mark and printed at the end.
import { CELL } from '../chart';

/** One character. The first of `char`, `arms` and `dots` that is set is shown. */
export interface Cell {
  /** A character with its combining marks, or '' in the second cell of a wide character. */
  char?: string;
  /** Box-drawing strokes from the middle of the cell: 1 up, 2 down, 4 left, 8 right. */
  arms?: number;
  /** Braille dots, bit by bit in the order of Unicode. */
  dots?: number;
  /** The character that replaces the dots in ASCII. */
  symbol?: string;
  /** One of a terminal's 256 colours; `null` is its default. */
  fg?: number | null;
  bg?: number | null;
  bold?: boolean;
  /** Fainter, as companions of other curves are. */
  dim?: boolean;
}

/** Rows of cells; a cell that nothing was drawn to is absent. */
export interface CellGrid {
  readonly columns: number;
  readonly rows: readonly (Cell | undefined)[][];
}

/** How text is printed. */
export interface TextStyle {
  readonly color: boolean;
  readonly ascii: boolean;
  /** Whether symbols tell several series apart, because colour doesn't. */
  readonly marked: boolean;
}

/** An empty grid for a chart of that height in pixels. */
export const createGrid = (height: number, columns: number): CellGrid => ({
  columns,
  rows: Array.from({ length: Math.ceil(height / CELL.height) }, () => []),
});

/** The cell in a column and a row, to be drawn to; undefined outside the grid. */
export function cellAt({ columns, rows }: CellGrid, column: number, row: number): Cell | undefined {
  const cells = rows[row];
  if (!cells || column < 0 || column >= columns) return undefined;
  cells[column] ??= {};
  return cells[column];
}

/** The columns from `from` to `to` that are within the grid. */
export const columnsWithin = ({ columns }: CellGrid, from: number, to: number): number[] => indices(from, to, columns);

/** The rows from `from` to `to` that are within the grid. */
export const rowsWithin = ({ rows }: CellGrid, from: number, to: number): number[] => indices(from, to, rows.length);

function indices(from: number, to: number, count: number): number[] {
  const first = Math.max(0, from);
  return Array.from({ length: Math.max(0, Math.min(to, count - 1) - first + 1) }, (_, i) => first + i);
}

/** The column and the row of a position in pixels. */
export const columnOf = (x: number): number => Math.floor(x / CELL.width);
export const rowOf = (y: number): number => Math.floor(y / CELL.height);

/** The lines of the grid without trailing blanks, up to the last one that is not empty. */
export function printGrid({ rows }: CellGrid, style: TextStyle): string {
  const lines = rows.map((row) => printRow(row, style));
  return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1).join('\n');
}

function printRow(row: readonly (Cell | undefined)[], style: TextStyle): string {
  const cells = Array.from(row, (cell) => cell ?? {});
  const last = cells.findLastIndex((cell) => shown(cell, style) !== ' ' || (style.color && cell.bg != null));
  let line = '';
  let codes = '';
  for (const cell of cells.slice(0, last + 1)) {
    const next = style.color ? escapeCodes(cell) : '';
    if (next !== codes) line += `${codes === '' ? '' : '\x1b[0m'}${next}`;
    codes = next;
    line += shown(cell, style);
  }
  return codes === '' ? line : `${line}\x1b[0m`;
}

const BOX = ' ╵╷│╴┘┐┤╶└┌├─┴┬┼';
const BOX_ASCII = ' |||-+++-+++-+++';

function shown({ char, arms, dots, symbol }: Cell, { ascii }: TextStyle): string {
  if (char !== undefined) return char;
  if (arms) return (ascii ? BOX_ASCII : BOX)[arms];
  if (dots) return ascii ? (symbol ?? '*') : String.fromCharCode(0x2800 + dots);
  return ' ';
}

function escapeCodes({ fg, bg, bold, dim }: Cell): string {
  const codes = [
    bold ? '1' : '',
    dim ? '2' : '',
    fg == null ? '' : `38;5;${fg}`,
    bg == null ? '' : `48;5;${bg}`,
  ].filter(Boolean);
  return codes.length === 0 ? '' : `\x1b[${codes.join(';')}m`;
}
