// The test accuracy of every variant as bars, with its spread and the values to compare it with.
import {
  checkArray,
  checkCount,
  checkNumber,
  checkNumbers,
  checkObject,
  checkOptions,
  checkString,
  invalidArgument,
  omitNulls,
} from '@mlp-lab/core';
import { max, range } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { CELL, type Chart, type ChartOptions, chartOf, type Frame, type Mark, type Tone } from '../chart';
import { CHART_CHECKS, checkText } from '../check';
import { axisHeight } from '../layout/axis-title';
import { heading } from '../layout/heading';
import { type LegendItem, legend } from '../layout/legend';
import { rangeMarks, textMark } from '../layout/marks';
import { accuracyText } from '../layout/number-text';
import { shareAxis } from '../layout/share-axis';
import { SPREAD_TEXT } from '../layout/summarize-seeds';
import { fitText, textWidth } from '../layout/text-width';

/** One variant. Accuracies are 0 to 1. */
export interface SummaryRow {
  /** The name of the variant. */
  name: string;
  /** Shown instead of the name. */
  title?: string | undefined;
  /** Absent where every seed failed, as the row then says. */
  mean?: number | undefined;
  /** Sample standard deviation over the seeds. */
  sd?: number | undefined;
  /** The minimum over the seeds. With `high` it is the error bar; otherwise `sd` is. */
  low?: number | undefined;
  /** The maximum over the seeds. */
  high?: number | undefined;
  /** The number of seeds. @default 1 */
  n?: number | undefined;
  /** A published value to compare with. */
  published?: number | undefined;
  /** The minimum and the maximum of a reference implementation. */
  reference?: readonly [min: number, max: number] | undefined;
}

/** Options of `summaryBars`. */
export interface SummaryBarsOptions extends ChartOptions {
  /** The name of the reference in the legend. @default 'Keras' */
  referenceName?: string | undefined;
}

/**
 * One horizontal bar per variant on an axis from 0 to 1, with the value at its end: "0.9488 ± 0.0015", or "failed". The line below a
 * bar shows the published value and the range of the reference, if there are any.
 *
 * @throws MlpLabError `invalid-argument` where there is no row, or an accuracy is not from 0 to 1.
 */
export function summaryBars(rows: readonly SummaryRow[], options: SummaryBarsOptions = {}): Chart {
  const checked = checkArray('rows', rows, 'rows').map(checkRow);
  const given = checkOptions('summaryBars', options, { ...CHART_CHECKS, referenceName: checkText });
  return chartOf(given.width ?? 720, (frame) => layout(checked, given, frame));
}

const MAX_NAME_COLUMNS = 48; // beside a bar, and at most a third of the chart: longer ones stand above it
const MIN_BAR_COLUMNS = 20; // of the axis, beside names and values
const INSET = 2; // pixels between a bar and its row, above and below

/** The positions of the rows, in pixels. */
interface Plot {
  left: number;
  right: number;
  top: number;
  /** Of the chart. */
  width: number;
  nameColumns: number;
  /** What name and value take above a bar that has no room for them beside it. */
  above: number;
  /** From row to row. */
  pitch: number;
  /** From a bar to the values that it is compared with. */
  below: number;
  x: (accuracy: number) => number;
}

function layout(rows: readonly SummaryRow[], options: SummaryBarsOptions, frame: Frame): Chart {
  const { title = 'Test accuracy', referenceName = 'Keras' } = options;
  const head = heading(title, noteOf(rows), frame);
  const keys = legend(keysOf(rows, referenceName), head.height + CELL.height / 2, frame);
  const compared = keys.marks.length > 0;
  const plot = plotOf(rows, head.height + (compared ? keys.height + CELL.height : 0), compared, frame);
  const bottom = plot.top + rows.length * plot.pitch;
  return {
    width: frame.width,
    height: bottom + axisHeight(frame),
    title,
    desc: `${rows.map((row) => `${nameOf(row)}: ${valueLabel(row)}`).join('; ')}.`,
    marks: [
      ...head.marks,
      ...keys.marks,
      ...shareAxis('test accuracy', plot.x, { spans: spansOf(plot, bottom), bottom }, frame),
      ...rows.flatMap((row, i) => rowMarks(row, plot.top + i * plot.pitch, plot)),
    ],
  };
}

function plotOf(rows: readonly SummaryRow[], top: number, compared: boolean, frame: Frame): Plot {
  const values = max(rows, (row) => textWidth(valueLabel(row)))!;
  const names = max(rows, (row) => textWidth(nameOf(row)))!;
  const isLong = names > Math.min(MAX_NAME_COLUMNS, Math.floor(frame.columns / 3));
  const stacked = isLong || frame.columns - names - values - 2 < MIN_BAR_COLUMNS;
  const nameColumns = stacked ? frame.columns - values - 2 : names;
  const left = stacked ? 2 * CELL.width : (nameColumns + 1) * CELL.width;
  const right = (frame.columns - (stacked ? 2 : values + 1)) * CELL.width;
  const above = stacked ? CELL.height : 0;
  const below = frame.text ? CELL.height : 12;
  const gap = frame.text ? 0 : compared ? 14 : 8; // what is compared with a bar stands closer to it than to the next one
  const pitch = above + CELL.height + (compared ? below : 0) + gap;
  return {
    left,
    right,
    width: frame.columns * CELL.width,
    nameColumns,
    top,
    above,
    pitch,
    below,
    x: scaleLinear([0, 1], [left, right]),
  };
}

/** From where to where grid lines run, in pixels: past the names and values above bars. */
function spansOf({ top, above, pitch }: Plot, bottom: number): [number, number][] {
  if (above === 0) return [[top, bottom]];
  return range(top, bottom - pitch / 2, pitch).map((y) => [y + above, y + pitch]);
}

function rowMarks(row: SummaryRow, y: number, plot: Plot): Mark[] {
  const { left, above, below, x } = plot;
  const middle = y + above + CELL.height / 2;
  const value = valueLabel(row);
  const error = errorRange(row);
  const { mean, published, reference } = row;
  return [
    ...labelMarks(row, y + CELL.height / 2, plot),
    ...(mean === undefined ? [] : [barMark(mean, y + above, value, { left, x })]),
    ...(error ? rangeMarks(x(error[0]), x(error[1]), middle, 'text') : []),
    ...(reference ? rangeMarks(x(reference[0]), x(reference[1]), middle + below, REFERENCE) : []),
    ...(published === undefined ? [] : [publishedMark(published, x(published), middle + below)]),
  ];
}

/** Name and value to both sides of the bar, or above it. */
function labelMarks(row: SummaryRow, y: number, { above, left, right, width, nameColumns }: Plot): Mark[] {
  const name = fitText(nameOf(row), nameColumns);
  if (above > 0) return [textMark(name, 0, y), textMark(valueLabel(row), width, y, { anchor: 'end' })];
  return [textMark(name, left - CELL.width, y, { anchor: 'end' }), textMark(valueLabel(row), right + CELL.width, y)];
}

const nameOf = ({ title, name }: SummaryRow): string => title ?? name;

const barMark = (mean: number, y: number, value: string, { left, x }: Pick<Plot, 'left' | 'x'>): Mark => ({
  kind: 'rect',
  role: 'bar',
  x: left,
  y: y + INSET,
  width: x(mean) - left,
  height: CELL.height - 2 * INSET,
  tone: 'series-1',
  title: value,
});

const REFERENCE: Tone = 'series-2';
const PUBLISHED = { shape: 'diamond', tone: 'series-5' } as const;

const publishedMark = (published: number, x: number, y: number): Mark => ({
  kind: 'point',
  x,
  y,
  ...PUBLISHED,
  title: `published ${published}`,
});

function errorRange({ mean, sd, low, high }: SummaryRow): [number, number] | undefined {
  if (low !== undefined && high !== undefined) return [low, high];
  return sd === undefined || mean === undefined ? undefined : [Math.max(0, mean - sd), Math.min(1, mean + sd)];
}

function valueLabel({ mean, sd }: SummaryRow): string {
  if (mean === undefined) return 'failed';
  return sd === undefined ? accuracyText(mean) : `${accuracyText(mean)} ± ${accuracyText(sd)}`;
}

function noteOf(rows: readonly SummaryRow[]): string {
  const n = max(rows, (row) => row.n ?? 1)!;
  if (n < 2) return '';
  return rows.some((row) => row.low !== undefined)
    ? `mean of ${n} seeds ± standard deviation; error bars: ${SPREAD_TEXT.range}`
    : `mean of ${n} seeds; ± and error bars: standard deviation`;
}

function keysOf(rows: readonly SummaryRow[], referenceName: string): LegendItem[] {
  const items: LegendItem[] = [];
  if (rows.some((row) => row.published !== undefined))
    items.push({ symbol: PUBLISHED.shape, tone: PUBLISHED.tone, text: 'published' });
  if (rows.some((row) => row.reference))
    items.push({ symbol: 'range', tone: REFERENCE, text: `${referenceName}, ${SPREAD_TEXT.range}` });
  return items;
}

function checkRow(given: SummaryRow, i: number): SummaryRow {
  checkObject(`rows[${i}]`, given);
  const row = omitNulls(given);
  checkString(`rows[${i}].name`, row.name);
  if (row.title !== undefined) checkText(`rows[${i}].title`, row.title);
  for (const field of ['mean', 'low', 'high', 'published'] as const)
    if (row[field] !== undefined) checkNumber(`rows[${i}].${field}`, row[field], 0, 1);
  if (row.sd !== undefined) checkNumber(`rows[${i}].sd`, row.sd, 0);
  if (row.n !== undefined) checkCount(`rows[${i}].n`, row.n, 0);
  if (row.reference !== undefined && checkNumbers(`rows[${i}].reference`, row.reference, 0, 1).length !== 2)
    throw invalidArgument(`rows[${i}].reference`, 'the minimum and the maximum accuracy', row.reference);
  return row;
}
