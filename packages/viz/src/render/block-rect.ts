// Rectangles in text: bars by eighths of a block, cells of a table by their background.
import { CELL, type RectMark } from '../chart';
import { toneColors } from '../theme';
import { type CellGrid, cellAt, columnOf, type Ink } from './cell-grid';
import { tint } from './terminal-color';

const EIGHTHS = ' ▏▎▍▌▋▊▉█';

/** Draws a bar or, in colour, the background of a cell; panels are left out. */
export function blockRect(grid: CellGrid, mark: RectMark, ink: Ink): void {
  if (mark.role === 'bar') bar(grid, mark, ink);
  else if (mark.role === 'cell' && ink.color) background(grid, mark);
}

function bar(grid: CellGrid, { x, y, width, height, tone }: RectMark, { ascii }: Ink): void {
  for (const row of rowsOf(y, height))
    for (let column = columnOf(x); column * CELL.width < x + width; column++) {
      const cell = cellAt(grid, column, row);
      const eighths = Math.min(8, Math.round(x + width - column * CELL.width));
      if (!cell || eighths === 0) continue;
      cell.char = ascii ? (eighths > 3 ? '=' : ' ') : EIGHTHS[eighths];
      cell.fg = toneColors(tone).terminal;
    }
}

function background(grid: CellGrid, { x, y, width, height, tone, opacity = 1 }: RectMark): void {
  const { bg, fg } = tint(tone, opacity);
  for (const row of rowsOf(y, height))
    for (let column = Math.round(x / CELL.width); column < Math.round((x + width) / CELL.width); column++) {
      const cell = cellAt(grid, column, row);
      if (cell) Object.assign(cell, { bg, fg });
    }
}

/** The rows whose middle the rectangle covers. */
function rowsOf(y: number, height: number): number[] {
  const first = Math.ceil((y - CELL.height / 2) / CELL.height);
  const rows: number[] = [];
  for (let row = first; (row + 0.5) * CELL.height <= y + height; row++) rows.push(row);
  return rows;
}
