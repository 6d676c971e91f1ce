// The horizontal axis of counts (epochs, members): its ticks are whole numbers and always include the first.
import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { CELL, type Frame, type Mark } from '../chart';
import { textMark } from './marks';
import { textWidth } from './text-width';

const TICK_COLUMNS = 7; // per tick, about

/** The scale from `first` to `last` across the plot, the marks of the axis below it, and the `y` of its line. */
export function countAxis(
  first: number,
  last: number,
  plot: { left: number; right: number; bottom: number },
  frame: Frame,
): { scale: ScaleLinear<number, number>; marks: Mark[]; y: number } {
  const half = CELL.width / 2;
  const domain = first === last ? [first - 1, last + 1] : [first, last]; // a single count is drawn in the middle
  const scale = scaleLinear(domain, [plot.left + half, plot.right - half]);
  const y = plot.bottom + (frame.text ? CELL.height / 2 : 0);
  const marks: Mark[] = countTicks(first, last, scale, plot).flatMap((tick): Mark[] => [
    { kind: 'rule', role: 'axis', x1: scale(tick), y1: y, x2: scale(tick), y2: y + 5, tone: 'muted' },
    textMark(String(tick), scale(tick), plot.bottom + 1.1 * CELL.height, { anchor: 'middle', tone: 'muted' }),
  ]);
  const line: Mark = { kind: 'rule', role: 'axis', x1: plot.left - half, y1: y, x2: plot.right, y2: y, tone: 'muted' };
  return { scale, marks: [line, ...marks], y };
}

function countTicks(
  first: number,
  last: number,
  scale: ScaleLinear<number, number>,
  plot: { left: number; right: number },
): number[] {
  const count = Math.max(2, Math.floor((plot.right - plot.left) / CELL.width / TICK_COLUMNS));
  const rounds = scale.ticks(count).filter((tick) => Number.isInteger(tick) && tick >= first && tick <= last);
  const clear = (textWidth(String(first)) / 2 + textWidth(String(last)) / 2 + 2) * CELL.width;
  return [first, ...rounds.filter((tick) => scale(tick) - scale(first) >= clear)];
}
