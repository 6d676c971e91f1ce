// Small pictures in text: two pixels a character, one above the other, as half blocks.
import { CELL, type PixelsMark } from '../chart';
import { type Cell, type CellGrid, cellAt, type Ink } from './cell-grid';
import { diverging256, grey256 } from './terminal-color';

const RAMP = ' .:-=+*#%@';
const THRESHOLD = 0.4; // of full ink: thin strokes stay whole and their blurred edges go
const STRONG = 0.25; // of the strongest weight: what is weaker is left blank without colour

/** Draws the picture over the cells that it covers, averaging the pixels that fall on each half. */
export function halfBlocks(grid: CellGrid, mark: PixelsMark, ink: Ink): void {
  const left = Math.round(mark.x / CELL.width);
  const top = Math.round(mark.y / CELL.height);
  const across = Math.round(mark.width / CELL.width);
  const down = Math.round(mark.height / CELL.height);
  for (let row = 0; row < down; row++)
    for (let column = 0; column < across; column++) {
      const cell = cellAt(grid, left + column, top + row);
      const half = (which: number) =>
        average(mark, column / across, (2 * row + which) / (2 * down), 1 / across, 1 / (2 * down));
      if (cell) Object.assign(cell, cellOf(half(0), half(1), mark.scheme, ink));
    }
}

function cellOf(top: number, bottom: number, scheme: PixelsMark['scheme'], { color, ascii }: Ink): Partial<Cell> {
  const mean = (top + bottom) / 2;
  if (color && !ascii) return { char: '▀', fg: pixelColor(top, scheme), bg: pixelColor(bottom, scheme) };
  if (scheme === 'diverging')
    return { char: mean >= STRONG ? (ascii ? '#' : '█') : mean <= -STRONG ? (ascii ? '-' : '░') : ' ' };
  if (ascii) return { char: RAMP[Math.min(RAMP.length - 1, Math.floor(mean * RAMP.length))] };
  return { char: ' ▀▄█'[(top >= THRESHOLD ? 1 : 0) + (bottom >= THRESHOLD ? 2 : 0)] };
}

/** Ink is light on black, as the digits of MNIST are. */
const pixelColor = (value: number, scheme: PixelsMark['scheme']): number =>
  scheme === 'ink' ? grey256(value) : diverging256(value);

/** The mean of the pixels under a part of the picture, given as fractions of it. */
function average({ values, rows, columns }: PixelsMark, x: number, y: number, width: number, height: number): number {
  const columnFrom = Math.floor(x * columns + 1e-9);
  const rowFrom = Math.floor(y * rows + 1e-9);
  const columnTo = Math.max(columnFrom + 1, Math.floor((x + width) * columns + 1e-9));
  const rowTo = Math.max(rowFrom + 1, Math.floor((y + height) * rows + 1e-9));
  let sum = 0;
  for (let row = rowFrom; row < rowTo; row++)
    for (let column = columnFrom; column < columnTo; column++) sum += values[row * columns + column];
  return sum / ((columnTo - columnFrom) * (rowTo - rowFrom));
}
