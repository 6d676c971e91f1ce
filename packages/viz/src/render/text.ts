// Chart → text: the chart is laid out again for the width of the terminal, then each mark fills its cells, from back to front.
import { checkBoolean, checkCount, checkOptions } from '@mlp-lab/core';
import type { Chart, Mark } from '../chart';
import { checkChart } from '../check-chart';
import { blockRect } from './block-rect';
import { boxRule } from './box-rule';
import { brailleBand, brailleLine } from './braille';
import { type CellGrid, createGrid, printGrid, type TextStyle } from './cell-grid';
import { cellPoint, cellText } from './cell-text';
import { halfBlocks } from './half-blocks';

/** Options of `renderText`. */
export interface TextOptions {
  /** The maximum length of a line in characters, 1 to 10,000. @default 80 */
  width?: number | undefined;
  /** Whether to use ANSI colours (256); the caller knows whether it writes to a terminal and respects NO_COLOR. @default false */
  color?: boolean | undefined;
  /** Whether to use ASCII characters only, for logs and old terminals. @default false */
  ascii?: boolean | undefined;
}

const MAX_WIDTH = 10_000;

/**
 * The chart as lines of text, none longer than `width`, without a line break at the end.
 *
 * @throws MlpLabError `invalid-argument` for a chart or an option that can't be used.
 */
export function renderText(chart: Chart, options: TextOptions = {}): string {
  checkChart(chart);
  const given = checkOptions('renderText', options, {
    width: (name, value) => checkCount(name, value, 1, MAX_WIDTH),
    color: checkBoolean,
    ascii: checkBoolean,
  });
  const { width = 80, color = false, ascii = false } = given;
  const laidOut = chart.forText?.(width) ?? chart;
  if (laidOut !== chart) checkChart(laidOut);
  const grid = createGrid(laidOut.height, width);
  const style = { color, ascii, marked: !color && hasSeveralSeries(laidOut) };
  for (const mark of laidOut.marks) drawMark(grid, mark, style);
  return printGrid(grid, style);
}

/** Whether labels name more than one series, which must be told apart. */
const hasSeveralSeries = ({ marks }: Chart): boolean =>
  new Set(marks.flatMap((mark) => (mark.kind === 'text' && mark.names === 'series' ? [mark.tone] : []))).size > 1;

function drawMark(grid: CellGrid, mark: Mark, style: TextStyle): void {
  switch (mark.kind) {
    case 'text':
      cellText(grid, mark, style);
      break;
    case 'line':
      if (mark.role !== 'guide') brailleLine(grid, mark, style);
      break;
    case 'band':
      brailleBand(grid, mark);
      break;
    case 'rect':
      blockRect(grid, mark, style);
      break;
    case 'point':
      cellPoint(grid, mark, style);
      break;
    case 'rule':
      if (mark.role !== 'guide') boxRule(grid, mark);
      break;
    case 'pixels':
      halfBlocks(grid, mark, style);
      break;
  }
}
