// Chart → text for a terminal: the chart is laid out again at the terminal's width, then each mark fills its cells, in order.
import type { Chart, Mark } from '../chart';
import { checkCount } from '../check';
import { blockRect } from './block-rect';
import { boxRule } from './box-rule';
import { brailleBand, brailleLine } from './braille';
import { type CellGrid, createGrid, type Ink, printGrid } from './cell-grid';
import { cellPoint, cellText } from './cell-text';
import { halfBlocks } from './half-blocks';

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
      cellText(grid, mark, ink);
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
      cellPoint(grid, mark, ink);
      break;
    case 'rule':
      if (mark.role !== 'guide') boxRule(grid, mark);
      break;
    case 'pixels':
      halfBlocks(grid, mark, ink);
      break;
  }
}
