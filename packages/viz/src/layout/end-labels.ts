// Direct labels: the name of each curve stands where the curve ends, so that no legend is needed.
import { CELL, type Mark, type Point, type Tone } from '../chart';
import { spreadLabels } from './spread-labels';
import { fitText } from './text-width';

/** Columns from the plot to its labels. */
export const LABEL_GAP = 3;

/** A label and where its curve ends; no place where the curve has no number at all. */
export interface EndLabel {
  label: string;
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
  return labels.flatMap(({ label, tone, end }, i): Mark[] => {
    const text: Mark = {
      kind: 'text',
      x,
      y: places[i],
      text: fitText(label, columns - LABEL_GAP),
      tone,
      names: 'series',
    };
    if (!end) return [text];
    return [{ kind: 'line', role: 'guide', points: [end, [x - 4, places[i]]], tone, width: 0.75, opacity: 0.6 }, text];
  });
}
