// One row of keys, for what can't be labelled where it stands.
import { CELL, type Frame, type Mark, type Tone } from '../chart';
import { rangeBar } from './range-bar';
import { textWidth } from './text-width';

export interface LegendItem {
  /** A sign, the stroke of a range, or a pixel of the strongest weight for or against. */
  symbol: 'diamond' | 'circle' | 'ring' | 'range' | 'positive' | 'negative';
  tone: Tone;
  text: string;
}

const COLUMNS: Readonly<Record<string, number>> = { range: 3, positive: 2, negative: 2 };
const GAP = 3; // columns between items

/** The marks of the keys from a place on, `y` being the middle of the first row, and the height of their rows. */
export function legend(
  items: readonly LegendItem[],
  x: number,
  y: number,
  frame: Frame,
): { marks: Mark[]; height: number } {
  let at = x;
  let row = y;
  const marks = items.flatMap(({ symbol, tone, text }): Mark[] => {
    const columns = COLUMNS[symbol] ?? 1;
    const width = (columns + 1 + textWidth(text) + GAP) * CELL.width;
    if (at > x && at + width - GAP * CELL.width > frame.width) [at, row] = [x, row + CELL.height];
    const from = at;
    at += width;
    const label: Mark = { kind: 'text', x: from + (columns + 1) * CELL.width, y: row, text, tone: 'muted' };
    return [...symbolMarks(symbol, tone, from, row), label];
  });
  return { marks, height: row - y + CELL.height };
}

function symbolMarks(symbol: LegendItem['symbol'], tone: Tone, x: number, y: number): Mark[] {
  const middle = x + CELL.width / 2;
  if (symbol === 'positive' || symbol === 'negative') return [swatch(symbol === 'positive' ? 1 : -1, x, y)];
  if (symbol !== 'range') return [{ kind: 'point', x: middle, y, shape: symbol, tone }];
  return rangeBar(middle, middle + (COLUMNS.range - 1) * CELL.width, y, tone);
}

function swatch(value: number, x: number, y: number): Mark {
  const box = { x, y: y - 6, width: COLUMNS.positive * CELL.width, height: 12 };
  return { kind: 'pixels', scheme: 'diverging', ...box, columns: 1, rows: 1, values: [value] };
}
