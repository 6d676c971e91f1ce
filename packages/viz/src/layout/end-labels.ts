// Direct labels: the name of each curve at its end, so that no legend is needed.
import { CELL, type Mark, type Point, type Tone } from '../chart';
import { textMark } from './marks';
import { spreadLabels } from './spread-labels';
import { fitText, textWidth } from './text-width';

/** Columns between the plot and its labels. */
export const LABEL_GAP = 3;

/** The name of a curve and its last value. Where there is little room, only the name is shortened. */
export interface CurveLabel {
  name: string;
  value: string;
}

/** The full label. After a name in a right-to-left script, a mark keeps the value to the right of it. */
export const labelText = ({ name, value }: CurveLabel): string =>
  RIGHT_TO_LEFT.test(name) ? `${name}${LEFT_TO_RIGHT_MARK} ${value}` : `${name} ${value}`;

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const LEFT_TO_RIGHT_MARK = '\u200e';

/** A label and the end of its curve: undefined where no value of the curve is finite. */
export interface EndLabel {
  label: CurveLabel;
  tone: Tone;
  end: Point | undefined;
}

/** The labels, moved apart within the plot, each with a thin leader line from its curve; they take `columns` on the right. */
export function endLabels(
  labels: readonly EndLabel[],
  plot: { top: number; right: number; bottom: number },
  columns: number,
): Mark[] {
  const half = CELL.height / 2;
  const wanted = labels.map(({ end }) => end?.[1] ?? (plot.top + plot.bottom) / 2);
  const positions = spreadLabels(wanted, CELL.height, plot.top + half, plot.bottom - half);
  const x = plot.right + LABEL_GAP * CELL.width;
  return labels.flatMap(({ label: { name, value }, tone, end }, i): Mark[] => {
    const room = columns - LABEL_GAP - textWidth(value) - 1;
    const text = labelText({ name: fitText(name, room), value });
    const mark = textMark(text, x, positions[i], { tone, names: 'series' });
    if (!end) return [mark];
    const points = [end, [x - 4, positions[i]]] as const;
    return [{ kind: 'line', role: 'guide', points, tone, width: 0.75, opacity: 0.6 }, mark];
  });
}
