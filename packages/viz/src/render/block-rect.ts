// Rectangles as text: bars of block characters in steps of an eighth, table cells by their background colour.
import { CELL, type RectMark } from '../chart';
import { toneColors } from '../theme';
import { type CellGrid, cellAt, columnOf, columnsWithin, rowsWithin, type TextStyle } from './cell-grid';
import { tint } from './terminal-color';

const EIGHTHS = ' ▏▎▍▌▋▊▉█';

/** Draws a bar or, in colour, the background of a table cell; panels are left out. */
export function blockRect(grid: CellGrid, mark: RectMark, style: TextStyle): void {
  if (mark.role === 'bar') bar(grid, mark, style);
  else if (mark.role === 'cell' && style.color) background(grid, mark);
}

function bar(grid: CellGrid, { x, y, width, height, tone }: RectMark, { ascii }: TextStyle): void {
  for (const row of rowsOf(grid, y, height))
    for (const column of columnsWithin(grid, columnOf(x), Math.ceil((x + width) / CELL.width) - 1)) {
      const cell = cellAt(grid, column, row);
      const eighths = Math.min(8, Math.round(x + width - column * CELL.width));
      if (!cell || eighths === 0) continue;
      cell.char = ascii ? (eighths > 3 ? '=' : ' ') : EIGHTHS[eighths];
      cell.fg = toneColors(tone).terminal;
    }
}

function background(grid: CellGrid, { x, y, width, height, tone, opacity = 1 }: RectMark): void {
  const { bg, fg } = tint(tone, opacity);
  for (const row of rowsOf(grid, y, height))
    for (const column of columnsWithin(grid, Math.round(x / CELL.width), Math.round((x + width) / CELL.width) - 1)) {
      const cell = cellAt(grid, column, row);
      if (cell) Object.assign(cell, { bg, fg });
    }
}

/** The rows whose middle the rectangle covers. */
const rowsOf = (grid: CellGrid, y: number, height: number): number[] =>
  rowsWithin(grid, Math.ceil(y / CELL.height - 0.5), Math.floor((y + height) / CELL.height - 0.5));
