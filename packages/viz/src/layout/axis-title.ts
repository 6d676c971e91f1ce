// The title below a horizontal axis. Text has no row to spare for it: there, the heading of a panel names the axis.
import { CELL, type Frame, type Mark } from '../chart';
import { textMark } from './marks';

/** The height in pixels of ticks, their labels and the title, below a plot. */
export const axisHeight = (frame: Frame): number => (frame.text ? 2 : 3) * CELL.height;

/** The title in the middle below the labels of the ticks, in SVG. */
export function axisTitle(title: string, plot: { left: number; right: number; bottom: number }, frame: Frame): Mark[] {
  if (frame.text) return [];
  const middle = (plot.left + plot.right) / 2;
  return [textMark(title, middle, plot.bottom + 2.3 * CELL.height, { anchor: 'middle', tone: 'muted' })];
}
