// A panel of curves over a count (epochs, members): axes whose ticks fall on rows of text, curves with bands, and a label
// at the end of each curve. Every line chart is made of such panels.
import { extent, max } from 'd3-array';
import { CELL, type Frame, type Mark, type Point } from '../chart';
import { countAxis } from './count-axis';
import { curveMarks, type Position, type Series } from './curve-marks';
import { endLabels, LABEL_GAP, labelText } from './end-labels';
import type { CurvePoint } from './summarize-seeds';
import { textWidth } from './text-width';
import { type ValueAxis, valueAxis } from './value-axis';
import { words } from './words';

/** A panel before it is placed. */
export interface PanelSpec {
  title: string;
  series: readonly Series[];
  log?: boolean;
  /** The values that make sense, such as 0 to 1. */
  bounds?: readonly [number, number];
}

/** Where a panel stands, in pixels, and how many rows its plot should have. */
export interface PanelPlace {
  x: number;
  y: number;
  width: number;
  rows: number;
}

const LABEL_SHARE = 0.45; // of a panel's width, at most, for the labels

/** The marks of the panel and the height it takes. */
export function linePanel(spec: PanelSpec, place: PanelPlace, frame: Frame): { marks: Mark[]; height: number } {
  const labelled = spec.series.filter((s) => s.label !== undefined);
  const rows = Math.max(place.rows, labelled.length + 1);
  const axis = valueAxis(valuesOf(spec), { ...spec, rows });
  const labelColumns = labelColumnsOf(labelled, place);
  const plot = plotOf(place, axis, { labelColumns, rows: frame.text ? axis.rows : rows }, frame);
  const y = axis.scale.range([plot.bottom - CELL.height / 2, plot.top + CELL.height / 2]);
  const [first = 1, last = 1] = extent(spec.series.flatMap((s) => s.points.map((p) => p.x))) as [number?, number?];
  const xAxis = countAxis(first, last, plot, frame);
  const curves = spec.series.map((s) => curveMarks(s, xAxis.scale, y, plot.right - plot.left));
  const ends = labelled.map(({ label, tone, points }) => ({ label: label!, tone, end: endOf(points, xAxis.scale, y) }));
  return {
    marks: [
      words(spec.title, place.x, place.y + CELL.height / 2, { weight: 'bold' }),
      ...yAxisMarks(axis, y, { ...plot, bottom: xAxis.y }, frame),
      ...xAxis.marks,
      ...curves.flatMap((c) => c.bands),
      ...curves.flatMap((c) => c.lines),
      ...endLabels(ends, plot, labelColumns),
    ],
    height: plot.bottom + 2 * CELL.height - place.y,
  };
}

/** The part of a panel that the curves have, in pixels. */
interface Plot {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

function labelColumnsOf(labelled: readonly Series[], { width }: PanelPlace): number {
  const widest = max(labelled, ({ label }) => textWidth(labelText(label!))) ?? 0;
  return Math.min(Math.floor((width / CELL.width) * LABEL_SHARE), widest + LABEL_GAP);
}

/** In SVG a tick may fall anywhere, and panels side by side are of one height. */
function plotOf(
  place: PanelPlace,
  axis: ValueAxis,
  { labelColumns, rows }: { labelColumns: number; rows: number },
  frame: Frame,
): Plot {
  const top = place.y + CELL.height + (frame.text ? 0 : 4);
  return {
    left: place.x + (axis.labelColumns + 1) * CELL.width,
    right: place.x + (Math.floor(place.width / CELL.width) - labelColumns) * CELL.width,
    top,
    bottom: top + rows * CELL.height,
  };
}

/** Every number the value axis must cover. */
const valuesOf = ({ series }: PanelSpec): number[] =>
  series.flatMap((s) => s.points.flatMap((p) => (s.band ? [p.y, p.low, p.high] : [p.y]))).filter(Number.isFinite);

/** In text each tick has a mark of its own; in SVG the line across the plot says where it is. */
function yAxisMarks(axis: ValueAxis, y: Position, plot: Plot, frame: Frame): Mark[] {
  const x = plot.left - CELL.width / 2;
  const tickMark = (at: number): Mark[] =>
    frame.text ? [{ kind: 'rule', role: 'axis', x1: x - CELL.width / 2, y1: at, x2: x, y2: at, tone: 'muted' }] : [];
  const marks: Mark[] = axis.ticks.flatMap((tick): Mark[] => [
    { kind: 'rule', role: 'guide', x1: plot.left, y1: y(tick), x2: plot.right, y2: y(tick), tone: 'grid' },
    ...tickMark(y(tick)),
    words(axis.format(tick), plot.left - CELL.width, y(tick), { anchor: 'end', tone: 'muted' }),
  ]);
  return [...marks, { kind: 'rule', role: 'axis', x1: x, y1: plot.top, x2: x, y2: plot.bottom, tone: 'muted' }];
}

function endOf(points: readonly CurvePoint[], x: Position, y: Position): Point | undefined {
  const last = points.findLast((point) => Number.isFinite(point.y) && Number.isFinite(y(point.y)));
  return last && [x(last.x), y(last.y)];
}
