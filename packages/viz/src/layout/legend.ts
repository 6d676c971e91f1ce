// A legend, for marks that can't be labelled directly.
import { CELL, type Frame, type Mark, type Tone } from '../chart';
import { rangeMarks, textMark } from './marks';
import { textWidth } from './text-width';

export interface LegendItem {
  /** A point, an error bar, or a pixel of the largest positive or negative weight. */
  symbol: 'diamond' | 'circle' | 'ring' | 'range' | 'positive' | 'negative';
  tone: Tone;
  text: string;
}

const COLUMNS: Readonly<Record<string, number>> = { range: 3, positive: 2, negative: 2 };
const GAP = 3; // columns between items

/** The marks of the items and their size in pixels; `y` is the middle of the first row. */
export function legend(
  items: readonly LegendItem[],
  y: number,
  frame: Frame,
): { marks: Mark[]; width: number; height: number } {
  let [x, row, width] = [0, y, 0];
  const marks = items.flatMap(({ symbol, tone, text }): Mark[] => {
    const textAt = ((COLUMNS[symbol] ?? 1) + 1) * CELL.width;
    const right = textAt + textWidth(text) * CELL.width;
    if (x > 0 && x + right > frame.width) [x, row] = [0, row + CELL.height];
    const itemMarks = [...symbolMarks(symbol, tone, x, row), textMark(text, x + textAt, row, { tone: 'muted' })];
    width = Math.max(width, x + right);
    x += right + GAP * CELL.width;
    return itemMarks;
  });
  return { marks, width, height: row - y + CELL.height };
}

function symbolMarks(symbol: LegendItem['symbol'], tone: Tone, x: number, y: number): Mark[] {
  const middle = x + CELL.width / 2;
  if (symbol === 'positive' || symbol === 'negative') return [swatch(symbol === 'positive' ? 1 : -1, x, y)];
  if (symbol !== 'range') return [{ kind: 'point', x: middle, y, shape: symbol, tone }];
  return rangeMarks(middle, middle + (COLUMNS.range - 1) * CELL.width, y, tone);
}

function swatch(value: number, x: number, y: number): Mark {
  const box = { x, y: y - 6, width: COLUMNS.positive * CELL.width, height: 12 };
  return { kind: 'pixels', scheme: 'diverging', ...box, columns: 1, rows: 1, values: [value] };
}
