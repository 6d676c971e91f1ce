// The page of a terminal: one cell a character, filled mark by mark and printed at the end.
import { CELL } from '../chart';

/** What a cell holds; the first of `char`, `arms` and `dots` that is there is what it shows. */
export interface Cell {
  /** A character, or '' where the wide character on the left reaches in. */
  char?: string;
  /** Box-drawing strokes from the middle: 1 up, 2 down, 4 left, 8 right. */
  arms?: number;
  /** Braille dots, in Unicode's order of bits. */
  dots?: number;
  /** What stands for the dots in ASCII. */
  symbol?: string;
  /** One of a terminal's 256 colours; `null` is its own. */
  fg?: number | null;
  bg?: number | null;
  bold?: boolean;
}

/** Rows of cells. */
export type CellGrid = Cell[][];

/** What the caller of `renderText` decided. */
export interface Ink {
  readonly color: boolean;
  readonly ascii: boolean;
}

/** An empty page that covers a chart of so many pixels, at most `columns` wide. */
export function createGrid(height: number, columns: number): CellGrid {
  const rows = Math.ceil(height / CELL.height);
  return Array.from({ length: rows }, () => Array.from({ length: columns }, () => ({})));
}

/** The cell of a column and a row, or nothing where that is off the page. */
export const cellAt = (grid: CellGrid, column: number, row: number): Cell | undefined => grid[row]?.[column];

/** The column and the row of a place in pixels. */
export const columnOf = (x: number): number => Math.floor(x / CELL.width);
export const rowOf = (y: number): number => Math.floor(y / CELL.height);

/** The page as lines without trailing blanks, up to the last that has something on it. */
export function printGrid(grid: CellGrid, ink: Ink): string {
  const lines = grid.map((row) => printRow(row, ink));
  return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1).join('\n');
}

function printRow(row: Cell[], ink: Ink): string {
  const last = row.findLastIndex((cell) => shown(cell, ink) !== ' ' || (ink.color && cell.bg != null));
  let out = '';
  let style = '';
  for (const cell of row.slice(0, last + 1)) {
    const next = ink.color ? styleOf(cell) : '';
    if (next !== style) out += `${style === '' ? '' : '\x1b[0m'}${next}`;
    style = next;
    out += shown(cell, ink);
  }
  return style === '' ? out : `${out}\x1b[0m`;
}

const BOX = ' ╵╷│╴┘┐┤╶└┌├─┴┬┼';
const BOX_ASCII = ' |||-+++-+++-+++';

function shown({ char, arms, dots, symbol }: Cell, { ascii }: Ink): string {
  if (char !== undefined) return char;
  if (arms) return (ascii ? BOX_ASCII : BOX)[arms];
  if (dots) return ascii ? (symbol ?? '*') : String.fromCharCode(0x2800 + dots);
  return ' ';
}

function styleOf({ fg, bg, bold }: Cell): string {
  const codes = [bold ? '1' : '', fg == null ? '' : `38;5;${fg}`, bg == null ? '' : `48;5;${bg}`].filter(Boolean);
  return codes.length === 0 ? '' : `\x1b[${codes.join(';')}m`;
}
