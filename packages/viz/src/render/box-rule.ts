// Rules as box-drawing characters. Each cell stores the directions of its strokes, so that ticks, corners and the caps of
// error bars join.
import { CELL, type RuleMark } from '../chart';
import { toneColors } from '../theme';
import { type CellGrid, cellAt, columnOf, columnsWithin, rowOf, rowsWithin } from './cell-grid';

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
    cell.fg = cell.bg == null ? toneColors(tone).terminal : ON_BAR;
  };
  const reach = role === 'axis' ? covered : joined;
  if (y1 === y2) {
    const [from, to] = [Math.min(x1, x2), Math.max(x1, x2)];
    for (const column of columnsWithin(grid, columnOf(from), columnOf(to)))
      add(column, rowOf(y1), reach(from, to, column * CELL.width, CELL.width, LEFT, RIGHT));
  } else {
    const [from, to] = [Math.min(y1, y2), Math.max(y1, y2)];
    for (const row of rowsWithin(grid, rowOf(from), rowOf(to)))
      add(columnOf(x1), row, covered(from, to, row * CELL.height, CELL.height, UP, DOWN));
  }
}

const ON_BAR = 231; // white

type Reach = (from: number, to: number, start: number, size: number, first: number, second: number) => number;

/** The halves of a cell of which the stroke covers at least half. */
const covered: Reach = (from, to, start, size, first, second) => {
  const middle = start + size / 2;
  const covers = (a: number, b: number) => Math.min(to, b) - Math.max(from, a) >= size / 4;
  return (covers(start, middle) ? first : 0) | (covers(middle, start + size) ? second : 0);
};

/** Both halves except beyond the ends: an error bar extends over all cells that it touches, so that its caps join. */
const joined: Reach = (from, to, start, size, first, second) =>
  (from < start ? first : 0) | (to >= start + size ? second : 0);
