// Text in cells: wide characters take two, combining marks join the character before, and ASCII has its own spelling.
import { asciiText } from '@mlp-lab/core';
import { CELL, type PointMark, type TextMark, type Tone } from '../chart';
import { charWidth, cleanText } from '../layout/text-width';
import { asciiSymbol, shapeSymbol, toneColors } from '../theme';
import { type CellGrid, cellAt, columnOf, rowOf, type TextStyle } from './cell-grid';

/** Writes a line of text over what is there. */
export function cellText(grid: CellGrid, mark: TextMark, style: TextStyle): void {
  const { ascii } = style;
  const chars = [...(ascii ? asciiText(cleanText(mark.text)) : cleanText(mark.text))];
  const row = rowOf(mark.y);
  const start = startColumn(
    mark,
    chars.reduce((sum, char) => sum + charWidth(char), 0),
  );
  const symbol = mark.names === 'series' ? seriesSymbol(mark.tone ?? 'text', style) : undefined;
  const key = symbol === undefined ? undefined : cellAt(grid, start - 2, row);
  if (key) key.char = symbol;
  let column = start;
  for (const char of chars) {
    writeChar(grid, column, row, char, mark);
    column += charWidth(char);
  }
}

function startColumn({ x, anchor = 'start' }: TextMark, length: number): number {
  const shift = { start: 0, middle: Math.floor(length / 2), end: length }[anchor];
  return columnOf(x - shift * CELL.width);
}

function writeChar(
  grid: CellGrid,
  column: number,
  row: number,
  char: string,
  { tone = 'text', weight }: TextMark,
): void {
  const width = charWidth(char);
  const cell = cellAt(grid, width === 0 ? column - 1 : column, row);
  const next = cellAt(grid, column + 1, row);
  if (!cell || (width === 2 && !next)) return;
  if (width === 0) {
    if (cell.char) cell.char += char;
    return;
  }
  Object.assign(cell, { char, bold: weight === 'bold' });
  if (cell.bg == null) cell.fg = toneColors(tone).terminal;
  if (width === 2) next!.char = '';
}

/** The symbol of a series, where symbols rather than colours tell series apart. */
export function seriesSymbol(tone: Tone, { ascii, marked }: TextStyle): string | undefined {
  if (ascii) return asciiSymbol(tone);
  return marked ? shapeSymbol(tone) : undefined;
}

const POINTS = { circle: '●', ring: '○', diamond: '◆' } as const;
const ASCII_POINTS = { ring: 'o', diamond: '^' } as const;

/** Draws the marker of one value. */
export function cellPoint(grid: CellGrid, { x, y, shape, tone }: PointMark, style: TextStyle): void {
  const cell = cellAt(grid, columnOf(x), rowOf(y));
  const char =
    shape === 'circle' ? (seriesSymbol(tone, style) ?? POINTS.circle) : (style.ascii ? ASCII_POINTS : POINTS)[shape];
  if (cell) Object.assign(cell, { char, fg: toneColors(tone).terminal });
}
