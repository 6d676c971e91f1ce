// Direct labels: the name of each curve stands where the curve ends, so that no legend is needed.
import { CELL, type Mark, type Point, type Tone } from '../chart';
import { spreadLabels } from './spread-labels';
import { fitText, textWidth } from './text-width';

/** Columns from the plot to its labels. */
export const LABEL_GAP = 3;

/** What a curve is called and its last value. Where there is little room, the name is cut and the value is not. */
export interface CurveLabel {
  name: string;
  value: string;
}

/** A label in full. After a name in a script that runs to the left, a mark keeps the value to its right. */
export const labelText = ({ name, value }: CurveLabel): string =>
  RIGHT_TO_LEFT.test(name) ? `${name}${LEFT_TO_RIGHT_MARK} ${value}` : `${name} ${value}`;

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const LEFT_TO_RIGHT_MARK = '\u200e';

/** A label and where its curve ends; no place where the curve has no number at all. */
export interface EndLabel {
  label: CurveLabel;
  tone: Tone;
  end: Point | undefined;
}

/** The labels, pushed apart within the plot, each with a thin leader from its curve; they take `columns` to the right. */
export function endLabels(
  labels: readonly EndLabel[],
  plot: { top: number; right: number; bottom: number },
  columns: number,
): Mark[] {
  const half = CELL.height / 2;
  const wanted = labels.map(({ end }) => end?.[1] ?? (plot.top + plot.bottom) / 2);
  const places = spreadLabels(wanted, CELL.height, plot.top + half, plot.bottom - half);
  const x = plot.right + LABEL_GAP * CELL.width;
  return labels.flatMap(({ label: { name, value }, tone, end }, i): Mark[] => {
    const room = columns - LABEL_GAP - textWidth(value) - 1;
    const text = labelText({ name: fitText(name, room), value });
    const words: Mark = { kind: 'text', x, y: places[i], text, tone, names: 'series' };
    if (!end) return [words];
    const points = [end, [x - 4, places[i]]] as const;
    return [{ kind: 'line', role: 'guide', points, tone, width: 0.75, opacity: 0.6 }, words];
  });
}
