// A chart of one panel of curves, with a heading.
import type { Chart, Frame } from '../chart';
import { labelText } from './end-labels';
import { heading } from './heading';
import { linePanel, type PanelSpec } from './line-panel';

export interface LineChartSpec {
  title: string;
  /** Under the title. @default none */
  note?: string;
  /** The meaning of the labels at the ends of the curves, for the description of the chart: "Last accuracy". */
  desc: string;
  /** Of the plot. */
  rows: number;
  panel: PanelSpec;
}

export function lineChart({ title, note = '', desc, rows, panel }: LineChartSpec, frame: Frame): Chart {
  const head = heading(title, note, frame);
  const drawn = linePanel(panel, { x: 0, y: head.height, width: frame.width, rows }, frame);
  return {
    width: frame.width,
    height: head.height + drawn.height,
    title,
    desc: `${desc}: ${panel.series.map(({ label }) => labelText(label!)).join('; ')}.`,
    marks: [...head.marks, ...drawn.marks],
  };
}
