// The horizontal axis of accuracies, always from 0 to 1, so that the lengths of bars can be compared.
import { format } from 'd3-format';
import { CELL, type Frame, type Mark } from '../chart';
import { axisTitle } from './axis-title';
import { textMark } from './marks';

const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];
const TICK_COLUMNS = 6;

/** The marks of the axis under a plot that ends at `bottom`, with grid lines in the `spans`; a narrow one has ticks at 0 and 1 only. */
export function shareAxis(
  title: string,
  x: (share: number) => number,
  { spans, bottom }: { spans: readonly (readonly [top: number, bottom: number])[]; bottom: number },
  frame: Frame,
): Mark[] {
  const y = bottom + (frame.text ? CELL.height / 2 : 0);
  const overhang = frame.text ? CELL.width : 0; // the tick of 1 is in the cell after the last
  const ticks = x(0.2) - x(0) >= TICK_COLUMNS * CELL.width ? TICKS : [0, 1];
  return [
    { kind: 'rule', role: 'axis', x1: x(0), y1: y, x2: x(1) + overhang, y2: y, tone: 'muted' },
    ...ticks.flatMap((tick): Mark[] => [
      ...spans.map(
        ([y1, y2]): Mark => ({ kind: 'rule', role: 'guide', x1: x(tick), y1, x2: x(tick), y2, tone: 'grid' }),
      ),
      { kind: 'rule', role: 'axis', x1: x(tick), y1: y, x2: x(tick), y2: y + 5, tone: 'muted' },
      textMark(format('.1f')(tick), x(tick), bottom + 1.1 * CELL.height, { anchor: 'middle', tone: 'muted' }),
    ]),
    ...axisTitle(title, { left: x(0), right: x(1), bottom }, frame),
  ];
}
