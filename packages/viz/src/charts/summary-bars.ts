// The table of a comparison as bars: test accuracy of every variant, its spread, and what others got.
import { max } from 'd3-array';
import { format } from 'd3-format';
import { scaleLinear } from 'd3-scale';
import { CELL, type Chart, type ChartOptions, chartOf, type Frame, type Mark, type Tone } from '../chart';
import { checkList, checkName, checkNumber, checkWidth, refuse } from '../check';
import { heading } from '../layout/heading';
import { type LegendItem, legend } from '../layout/legend';
import { rangeBar } from '../layout/range-bar';
import { shareAxis } from '../layout/share-axis';
import { fitText, textWidth } from '../layout/text-width';
import { words } from '../layout/words';

/** One variant. Accuracies are 0 to 1. */
export interface SummaryRow {
  name: string;
  /** Shown for the name. */
  title?: string;
  /** Absent where every seed failed: the row says so. */
  mean?: number;
  /** Sample standard deviation over the seeds. */
  sd?: number;
  /** The smallest and the largest seed; the error bar, or else `sd` is. */
  low?: number;
  high?: number;
  /** Seeds. */
  n?: number;
  /** What was printed elsewhere. */
  published?: number;
  /** Smallest and largest of a reference implementation. */
  reference?: readonly [min: number, max: number];
}

export interface SummaryBarsOptions extends ChartOptions {
  /** What the reference ranges are called, default "Keras". */
  referenceName?: string;
}

/**
 * Horizontal bars from 0 to 1, one a variant, with the value at the end: "0.9488 ± 0.0015", or "failed". The line below a bar shows the
 * published value and the range of the reference, where there are any.
 *
 * @throws MlpLabError `invalid-argument` where there is no row, or a number is not from 0 to 1.
 */
export function summaryBars(rows: readonly SummaryRow[], options: SummaryBarsOptions = {}): Chart {
  checkList('rows', rows, 'variants').forEach(checkRow);
  return chartOf(checkWidth(options.width, 720), (frame) => layout(rows, options, frame));
}

const MOST_NAME_COLUMNS = 30;
const INSET = 2; // pixels between a bar and its row, above and below

/** Where the rows stand, in pixels. */
interface Plot {
  left: number;
  right: number;
  top: number;
  /** From row to row. */
  pitch: number;
  /** From a bar to what it is compared with. */
  below: number;
  x: (accuracy: number) => number;
}

function layout(rows: readonly SummaryRow[], options: SummaryBarsOptions, frame: Frame): Chart {
  const { title = 'Test accuracy', referenceName = 'Keras' } = options;
  const head = heading(title, noteOf(rows), frame);
  const keys = legend(keysOf(rows, referenceName), 0, head.height + CELL.height / 2, frame);
  const compared = keys.marks.length > 0;
  const nameColumns = Math.min(MOST_NAME_COLUMNS, Math.floor(frame.columns / 3));
  const names = rows.map((row) => fitText(row.title ?? row.name, nameColumns));
  const plot = plotOf(
    names,
    rows.map(valueLabel),
    head.height + (compared ? keys.height + CELL.height : 0),
    compared,
    frame,
  );
  const bottom = plot.top + rows.length * plot.pitch;
  return {
    width: frame.width,
    height: bottom + 2 * CELL.height,
    title,
    desc: `${rows.map((row) => `${row.title ?? row.name}: ${valueLabel(row)}`).join('; ')}.`,
    marks: [
      ...head.marks,
      ...keys.marks,
      ...shareAxis(plot.x, plot.top, bottom, frame),
      ...rows.flatMap((row, i) => rowMarks(row, names[i], plot.top + i * plot.pitch, plot)),
    ],
  };
}

function plotOf(
  names: readonly string[],
  values: readonly string[],
  top: number,
  compared: boolean,
  frame: Frame,
): Plot {
  const left = (max(names, textWidth)! + 1) * CELL.width;
  const right = (frame.columns - max(values, textWidth)! - 1) * CELL.width;
  const below = frame.text ? CELL.height : 14;
  const pitch = CELL.height + (compared ? below : 0) + (frame.text ? 0 : 8);
  return { left, right, top, pitch, below, x: scaleLinear([0, 1], [left, right]) };
}

function rowMarks(row: SummaryRow, name: string, y: number, { left, right, below, x }: Plot): Mark[] {
  const middle = y + CELL.height / 2;
  const value = valueLabel(row);
  const range = errorRange(row);
  const { mean, published, reference } = row;
  return [
    words(name, left - CELL.width, middle, { anchor: 'end' }),
    ...(mean === undefined ? [] : [barMark(mean, y, value, { left, x })]),
    ...(range ? rangeBar(x(range[0]), x(range[1]), middle, 'text') : []),
    ...(reference ? rangeBar(x(reference[0]), x(reference[1]), middle + below, REFERENCE) : []),
    ...(published === undefined ? [] : [publishedMark(published, x(published), middle + below)]),
    words(value, right + CELL.width, middle),
  ];
}

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
  return sd === undefined ? format('.4f')(mean) : `${format('.4f')(mean)} ± ${format('.4f')(sd)}`;
}

function noteOf(rows: readonly SummaryRow[]): string {
  const n = Math.max(...rows.map((row) => row.n ?? 1));
  if (n < 2) return '';
  const bar = rows.some((row) => row.low !== undefined) ? 'smallest to largest' : 'standard deviation';
  return `mean of ${n} seeds ± standard deviation; error bar: ${bar}`;
}

function keysOf(rows: readonly SummaryRow[], referenceName: string): LegendItem[] {
  const items: LegendItem[] = [];
  if (rows.some((row) => row.published !== undefined))
    items.push({ symbol: PUBLISHED.shape, tone: PUBLISHED.tone, text: 'published' });
  if (rows.some((row) => row.reference))
    items.push({ symbol: 'range', tone: REFERENCE, text: `${referenceName}, smallest to largest` });
  return items;
}

function checkRow(row: SummaryRow, i: number): void {
  checkName(`rows[${i}].name`, row.name);
  for (const field of ['mean', 'low', 'high', 'published'] as const)
    if (row[field] !== undefined) checkNumber(`rows[${i}].${field}`, row[field], 0, 1);
  if (row.sd !== undefined) checkNumber(`rows[${i}].sd`, row.sd, 0);
  if (row.reference === undefined) return;
  if (row.reference.length !== 2)
    refuse(`rows[${i}].reference`, 'the smallest and the largest accuracy', row.reference);
  for (const end of [0, 1]) checkNumber(`rows[${i}].reference[${end}]`, row.reference[end], 0, 1);
}
