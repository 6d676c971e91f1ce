// Straight rules as box-drawing strokes. Each cell remembers which ways its strokes leave the middle, so that ticks,
// corners and the caps of error bars join by themselves.
import { CELL, type RuleMark } from '../chart';
import { toneColors } from '../theme';
import { type CellGrid, cellAt, columnOf, rowOf } from './cell-grid';

const [UP, DOWN, LEFT, RIGHT] = [1, 2, 4, 8];

/** Draws a horizontal or vertical rule. */
export function boxRule(grid: CellGrid, { x1, y1, x2, y2, tone, role }: RuleMark): void {
  const add = (column: number, row: number, arms: number) => {
    const cell = cellAt(grid, column, row);
    if (!cell || arms === 0) return;
    if (cell.char !== undefined && role === 'axis') return;
    if (cell.char === '█') cell.bg = cell.fg;
    cell.char = undefined;
    cell.arms = (cell.arms ?? 0) | arms;
    cell.fg = cell.bg == null ? toneColors(tone).terminal : INK_ON_BAR;
  };
  const reach = role === 'axis' ? covered : joined;
  if (y1 === y2) {
    const [from, to] = [Math.min(x1, x2), Math.max(x1, x2)];
    for (let column = columnOf(from); column <= columnOf(to); column++)
      add(column, rowOf(y1), reach(from, to, column * CELL.width, CELL.width, LEFT, RIGHT));
  } else {
    const [from, to] = [Math.min(y1, y2), Math.max(y1, y2)];
    for (let row = rowOf(from); row <= rowOf(to); row++)
      add(columnOf(x1), row, covered(from, to, row * CELL.height, CELL.height, UP, DOWN));
  }
}

const INK_ON_BAR = 231; // white

type Reach = (from: number, to: number, start: number, size: number, first: number, second: number) => number;

/** Which halves of a cell the stroke covers by at least half. */
const covered: Reach = (from, to, start, size, first, second) => {
  const middle = start + size / 2;
  const covers = (a: number, b: number) => Math.min(to, b) - Math.max(from, a) >= size / 4;
  return (covers(start, middle) ? first : 0) | (covers(middle, start + size) ? second : 0);
};

/** Both halves, save those beyond the ends: an error bar is as many cells long as it touches, and its caps always join. */
const joined: Reach = (from, to, start, size, first, second) =>
  (from < start ? first : 0) | (to >= start + size ? second : 0);
