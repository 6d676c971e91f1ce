// Small images as text: two pixels per character, one above the other, as half blocks.
import { CELL, type PixelsMark } from '../chart';
import { type Cell, type CellGrid, cellAt, columnsWithin, rowsWithin, type TextStyle } from './cell-grid';
import { diverging256, grey256 } from './terminal-color';

const RAMP = ' .:-=+*#%@';
const THRESHOLD = 0.4; // of full ink: keeps thin strokes whole and drops their blurred edges
const STRONG = 0.25; // of the largest weight: without colour, smaller ones are left blank

/** Draws the image over the cells that it covers; each half block is the mean of the pixels under it. */
export function halfBlocks(grid: CellGrid, mark: PixelsMark, style: TextStyle): void {
  const left = Math.round(mark.x / CELL.width);
  const top = Math.round(mark.y / CELL.height);
  const across = Math.round(mark.width / CELL.width);
  const down = Math.round(mark.height / CELL.height);
  for (const y of rowsWithin(grid, top, top + down - 1))
    for (const x of columnsWithin(grid, left, left + across - 1)) {
      const [row, column] = [y - top, x - left];
      const cell = cellAt(grid, x, y);
      const half = (which: number) =>
        average(mark, column / across, (2 * row + which) / (2 * down), 1 / across, 1 / (2 * down));
      if (cell) Object.assign(cell, cellOf(half(0), half(1), mark.scheme, style));
    }
}

function cellOf(top: number, bottom: number, scheme: PixelsMark['scheme'], { color, ascii }: TextStyle): Partial<Cell> {
  const mean = (top + bottom) / 2;
  if (color && !ascii) return colored(pixelColor(top, scheme), pixelColor(bottom, scheme));
  if (scheme === 'diverging')
    return { char: mean >= STRONG ? (ascii ? '#' : '█') : mean <= -STRONG ? (ascii ? '-' : '░') : ' ' };
  if (ascii) return { char: RAMP[Math.min(RAMP.length - 1, Math.floor(mean * RAMP.length))] };
  return { char: ' ▀▄█'[(top >= THRESHOLD ? 1 : 0) + (bottom >= THRESHOLD ? 2 : 0)] };
}

/** Where a half has no colour, the other one is drawn as a character. */
function colored(top: number | null, bottom: number | null): Partial<Cell> {
  if (top === null) return bottom === null ? { char: ' ' } : { char: '▄', fg: bottom };
  return { char: '▀', fg: top, bg: bottom };
}

/** Ink is drawn light on black, like the digits of MNIST. */
const pixelColor = (value: number, scheme: PixelsMark['scheme']): number | null =>
  scheme === 'ink' ? grey256(value) : diverging256(value);

/** The mean of the pixels in a part of the image, which is given as fractions of it. */
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
