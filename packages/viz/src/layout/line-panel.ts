// A panel of curves over a count (epochs, members): axes whose ticks fall on rows of text, curves with bands, and a label
// at the end of each curve. Every line chart consists of such panels.
import { extent, max } from 'd3-array';
import { CELL, type Frame, type Mark, type Point } from '../chart';
import { axisHeight, axisTitle } from './axis-title';
import { countAxis } from './count-axis';
import { curveMarks, type Position, type Series } from './curve-marks';
import { type CurveLabel, type EndLabel, endLabels, LABEL_GAP, labelText } from './end-labels';
import { textMark } from './marks';
import { countText } from './number-text';
import type { CurvePoint } from './summarize-seeds';
import { textWidth } from './text-width';
import { type ValueAxis, valueAxis } from './value-axis';

/** What a panel shows. */
export interface PanelSpec {
  /** What the vertical axis shows. */
  title: string;
  /** What the horizontal axis counts: "epoch". */
  across: string;
  series: readonly Series[];
  log?: boolean;
  /** The possible values, such as 0 to 1. */
  bounds?: readonly [number, number];
  /** Whether the vertical axis shows all possible values. @default false */
  fullRange?: boolean;
  /** The count at which the horizontal axis ends, at least. @default the last one of the series */
  last?: number;
}

/** The position and the width of a panel in pixels, and how many rows its plot should have. */
export interface PanelBox {
  x: number;
  y: number;
  width: number;
  rows: number;
}

const LABEL_SHARE = 0.45; // of a panel's width, at most
const MAX_LABELS = 100; // a row each; a panel of more rows would be hard to read and slow to draw

/** The marks of the panel and its height in pixels. */
export function linePanel(spec: PanelSpec, box: PanelBox, frame: Frame): { marks: Mark[]; height: number } {
  const labelled = spec.series.filter((s) => s.label !== undefined);
  const labels = labelled.slice(0, MAX_LABELS).map(({ label }) => label!);
  if (labels.length < labelled.length)
    labels.push({ name: 'and more:', value: countText(labelled.length - labels.length) });
  const rows = Math.max(box.rows, labels.length + 1);
  const axis = valueAxis(valuesOf(spec), { ...spec, rows });
  const labelColumns = Math.min(labelRoom(box.width / CELL.width), labelColumnsOf(labels));
  const plot = plotOf(box, axis, { labelColumns, rows: frame.text ? axis.rows : rows }, frame);
  const y = axis.scale.range([plot.bottom - CELL.height / 2, plot.top + CELL.height / 2]);
  const [from = 1, to = 1] = extent(spec.series.flatMap((s) => s.points.map((p) => p.x))) as [number?, number?];
  const xAxis = countAxis(from, Math.max(to, spec.last ?? to), plot, frame);
  const curves = spec.series.map((s) => curveMarks(s, xAxis.scale, y, plot.right - plot.left));
  const ends = labels.map((label, i): EndLabel => {
    if (i === MAX_LABELS) return { label, tone: 'muted', end: undefined };
    return { label, tone: labelled[i].tone, end: endOf(labelled[i].points, xAxis.scale, y) };
  });
  return {
    marks: [
      textMark(headOf(spec, frame), box.x, box.y + CELL.height / 2, { weight: 'bold' }),
      ...yAxisMarks(axis, y, { ...plot, bottom: xAxis.y }, frame),
      ...xAxis.marks,
      ...axisTitle(spec.across, plot, frame),
      ...curves.flatMap((c) => c.bands),
      ...curves.flatMap((c) => c.lines),
      ...endLabels(ends, plot, labelColumns),
    ],
    height: plot.bottom + axisHeight(frame) - box.y,
  };
}

/** What stands above the vertical axis. */
const headOf = ({ title, across, log }: PanelSpec, frame: Frame): string =>
  `${title}${frame.text ? ` by ${across}` : ''}${log ? ' (log scale)' : ''}`;

/** The part of a panel that holds the curves, in pixels. */
interface Plot {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** The columns that labels and their leader lines need. */
export const labelColumnsOf = (labels: readonly CurveLabel[]): number =>
  (max(labels, (label) => textWidth(labelText(label))) ?? 0) + LABEL_GAP;

/** The columns that labels and their leader lines may have, beside a panel of that width. */
export const labelRoom = (columns: number): number => Math.floor(columns * LABEL_SHARE);

/** In text the axis decides the height, so that ticks fall on rows; in SVG panels side by side are equally high. */
function plotOf(
  box: PanelBox,
  axis: ValueAxis,
  { labelColumns, rows }: { labelColumns: number; rows: number },
  frame: Frame,
): Plot {
  const top = box.y + CELL.height + (frame.text ? 0 : 4);
  return {
    left: box.x + (axis.labelColumns + 1) * CELL.width,
    right: box.x + (Math.floor(box.width / CELL.width) - labelColumns) * CELL.width,
    top,
    bottom: top + rows * CELL.height,
  };
}

/** The values that the axis must include. */
const valuesOf = ({ series, bounds, fullRange }: PanelSpec): number[] => [
  ...(fullRange && bounds ? bounds : []),
  ...series.flatMap((s) => s.points.flatMap((p) => (s.band ? [p.y, p.low, p.high] : [p.y]))).filter(Number.isFinite),
];

/** In text each tick has a mark; in SVG a grid line across the plot shows where it is. */
function yAxisMarks(axis: ValueAxis, y: Position, plot: Plot, frame: Frame): Mark[] {
  const x = plot.left - CELL.width / 2;
  const tickMark = (at: number): Mark[] =>
    frame.text ? [{ kind: 'rule', role: 'axis', x1: x - CELL.width / 2, y1: at, x2: x, y2: at, tone: 'muted' }] : [];
  const marks: Mark[] = axis.ticks.flatMap((tick): Mark[] => [
    { kind: 'rule', role: 'guide', x1: plot.left, y1: y(tick), x2: plot.right, y2: y(tick), tone: 'grid' },
    ...tickMark(y(tick)),
    textMark(axis.format(tick), plot.left - CELL.width, y(tick), { anchor: 'end', tone: 'muted' }),
  ]);
  return [...marks, { kind: 'rule', role: 'axis', x1: x, y1: plot.top, x2: x, y2: plot.bottom, tone: 'muted' }];
}

function endOf(points: readonly CurvePoint[], x: Position, y: Position): Point | undefined {
  const last = points.findLast((point) => Number.isFinite(point.y) && Number.isFinite(y(point.y)));
  return last && [x(last.x), y(last.y)];
}
