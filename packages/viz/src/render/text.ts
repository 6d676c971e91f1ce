// Chart → text for a terminal: the chart is laid out again at the terminal's width, then each mark fills its cells, in order.
import type { Chart, Mark, PointMark, TextMark } from '../chart';
import { checkCount } from '../check';
import { ASCII_SPELLING, charWidth, cleanText } from '../layout/text-width';
import { toneColors } from '../theme';
import { blockRect } from './block-rect';
import { boxRule } from './box-rule';
import { brailleBand, brailleLine } from './braille';
import { type CellGrid, cellAt, columnOf, createGrid, type Ink, printGrid, rowOf } from './cell-grid';
import { halfBlocks } from './half-blocks';
import { symbolOf } from './series-symbol';

export interface TextOptions {
  /** The most characters on a line, default 80. */
  width?: number;
  /** ANSI colours (a terminal of 256), default false: the caller knows whether it writes to a terminal and what NO_COLOR says. */
  color?: boolean;
  /** Nothing but ASCII, for logs and old terminals, default false. */
  ascii?: boolean;
}

/**
 * The chart as lines of text, none longer than `width`, without a line break at the end.
 *
 * @throws MlpLabError `invalid-argument` where `width` is not a positive integer.
 */
export function renderText(chart: Chart, { width = 80, color = false, ascii = false }: TextOptions = {}): string {
  checkCount('width', width);
  const laidOut = chart.forText?.(width) ?? chart;
  const grid = createGrid(laidOut.height, width);
  for (const mark of laidOut.marks) drawMark(grid, mark, { color, ascii });
  return printGrid(grid, { color, ascii });
}

function drawMark(grid: CellGrid, mark: Mark, ink: Ink): void {
  switch (mark.kind) {
    case 'text':
      putText(grid, mark, ink);
      break;
    case 'line':
      if (mark.role !== 'guide') brailleLine(grid, mark);
      break;
    case 'band':
      brailleBand(grid, mark);
      break;
    case 'rect':
      blockRect(grid, mark, ink);
      break;
    case 'point':
      putPoint(grid, mark, ink);
      break;
    case 'rule':
      if (mark.role !== 'guide') boxRule(grid, mark);
      break;
    case 'pixels':
      halfBlocks(grid, mark, ink);
      break;
  }
}

function putText(grid: CellGrid, { x, y, text, anchor = 'start', tone = 'text', weight }: TextMark, ink: Ink): void {
  const chars = [...(ink.ascii ? toAscii(text) : cleanText(text))];
  const length = chars.reduce((sum, char) => sum + charWidth(char), 0);
  const start = anchor === 'start' ? x : anchor === 'end' ? x - length * 8 : x - Math.floor(length / 2) * 8;
  const { terminal } = toneColors(tone);
  let column = columnOf(start);
  for (const char of chars) {
    const cell = cellAt(grid, column, rowOf(y));
    const wide = charWidth(char);
    if (wide === 0) {
      const before = cellAt(grid, column - 1, rowOf(y));
      if (before?.char) before.char += char;
      continue;
    }
    if (cell && (wide === 1 || cellAt(grid, column + 1, rowOf(y)))) {
      Object.assign(cell, { char, bold: weight === 'bold' });
      if (cell.bg == null) cell.fg = terminal;
      if (wide === 2) Object.assign(cellAt(grid, column + 1, rowOf(y))!, { char: '' });
    }
    column += wide;
  }
}

function putPoint(grid: CellGrid, { x, y, shape, tone }: PointMark, { ascii }: Ink): void {
  const cell = cellAt(grid, columnOf(x), rowOf(y));
  if (!cell) return;
  const char = ascii ? (shape === 'diamond' ? '^' : symbolOf(tone)) : { circle: '●', ring: '○', diamond: '◆' }[shape];
  Object.assign(cell, { char, fg: toneColors(tone).terminal });
}

/** ASCII for what has a spelling in it, without accents, `?` for the rest. */
function toAscii(text: string): string {
  const spelt = [...cleanText(text)].map((char) => ASCII_SPELLING[char] ?? char).join('');
  return spelt
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]/gu, '?');
}
