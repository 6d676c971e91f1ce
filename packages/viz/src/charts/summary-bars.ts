// The table of a comparison as bars: test accuracy of every variant, its spread, and what others got.
import { format } from 'd3-format';
import { scaleLinear } from 'd3-scale';
import { CELL, type Chart, type ChartOptions, chartOf, type Frame, type Mark } from '../chart';
import { checkList, checkName, checkNumber, checkWidth, refuse } from '../check';
import { heading } from '../layout/heading';
import { type LegendItem, legend } from '../layout/legend';
import { fitText, textWidth } from '../layout/text-width';

/** One variant. Accuracies are 0 to 1. */
export interface SummaryRow {
  name: string;
  /** Shown for the name. */
  title?: string;
  mean: number;
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
 * Horizontal bars from 0 to 1, one a variant, with the value at the end: "0.9488 ± 0.0015". The line below a bar shows the
 * published value and the range of the reference, where there are any.
 *
 * @throws MlpLabError `invalid-argument` where there is no row, or a number is not from 0 to 1.
 */
export function summaryBars(rows: readonly SummaryRow[], options: SummaryBarsOptions = {}): Chart {
  checkList('rows', rows, 'variants').forEach(checkRow);
  return chartOf(checkWidth(options.width, 720), (frame) => layout(rows, options, frame));
}

const MOST_NAME_COLUMNS = 24;
const INSET = 2; // pixels between a bar and its row, above and below

function layout(rows: readonly SummaryRow[], options: SummaryBarsOptions, frame: Frame): Chart {
  const { title = 'Test accuracy', referenceName = 'Keras' } = options;
  const head = heading(title, noteOf(rows), frame);
  const names = rows.map((row) =>
    fitText(row.title ?? row.name, Math.min(MOST_NAME_COLUMNS, Math.floor(frame.columns / 3))),
  );
  const values = rows.map(valueLabel);
  const left = (Math.max(...names.map(textWidth)) + 1) * CELL.width;
  const right = (frame.columns - Math.max(...values.map(textWidth)) - 1) * CELL.width;
  const x = scaleLinear([0, 1], [left, right]);
  const compared = rows.some((row) => row.published !== undefined || row.reference);
  const below = frame.text ? CELL.height : 14; // from a bar to what it is compared with
  const pitch = (compared ? CELL.height + below : CELL.height) + (frame.text ? 0 : 8);
  const keys = legend(keysOf(rows, referenceName), 0, head.height + CELL.height / 2, frame);
  const top = head.height + (compared ? keys.height + CELL.height : 0);
  const bottom = top + rows.length * pitch;

  const marks: Mark[] = [...head.marks, ...(compared ? keys.marks : []), ...axisMarks(x, top, bottom, frame)];
  rows.forEach((row, i) => {
    const y = top + i * pitch;
    const middle = y + CELL.height / 2;
    marks.push(
      { kind: 'text', x: left - CELL.width, y: middle, text: names[i], anchor: 'end' },
      {
        kind: 'rect',
        role: 'bar',
        x: left,
        y: y + INSET,
        width: x(row.mean) - left,
        height: CELL.height - 2 * INSET,
        tone: 'series-1',
        title: values[i],
      },
      ...errorBar(errorRange(row), x, middle, 'text'),
      ...errorBar(row.reference, x, middle + below, 'series-2'),
      { kind: 'text', x: right + CELL.width, y: middle, text: values[i] },
    );
    if (row.published !== undefined)
      marks.push({
        kind: 'point',
        x: x(row.published),
        y: middle + below,
        shape: 'diamond',
        tone: 'series-5',
        title: `published ${row.published}`,
      });
  });
  const desc = rows.map((row, i) => `${row.title ?? row.name}: ${values[i]}`).join('; ');
  return { width: frame.width, height: bottom + 2 * CELL.height, title, desc: `${desc}.`, marks };
}

function axisMarks(x: (value: number) => number, top: number, bottom: number, frame: Frame): Mark[] {
  const y = bottom + (frame.text ? CELL.height / 2 : 0);
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1].filter((_, i) => x(0.2) - x(0) >= 6 * CELL.width || i % 5 === 0);
  return [
    { kind: 'rule', role: 'axis', x1: x(0), y1: y, x2: x(1) + (frame.text ? CELL.width : 0), y2: y, tone: 'muted' },
    ...ticks.flatMap((tick): Mark[] => [
      { kind: 'rule', role: 'guide', x1: x(tick), y1: top, x2: x(tick), y2: bottom, tone: 'grid' },
      { kind: 'rule', role: 'axis', x1: x(tick), y1: y, x2: x(tick), y2: y + 5, tone: 'muted' },
      {
        kind: 'text',
        x: x(tick),
        y: bottom + 1.1 * CELL.height,
        text: format('.1f')(tick),
        anchor: 'middle',
        tone: 'muted',
      },
    ]),
  ];
}

function errorBar(
  range: readonly [number, number] | undefined,
  x: (value: number) => number,
  y: number,
  tone: 'text' | 'series-2',
): Mark[] {
  if (!range) return [];
  const [x1, x2] = range.map(x);
  const cap = (at: number): Mark => ({
    kind: 'rule',
    role: 'mark',
    x1: at,
    y1: y - 5,
    x2: at,
    y2: y + 5,
    tone,
    width: 1.5,
  });
  return [{ kind: 'rule', role: 'mark', x1, y1: y, x2, y2: y, tone, width: 1.5 }, cap(x1), cap(x2)];
}

function errorRange({ mean, sd, low, high }: SummaryRow): [number, number] | undefined {
  if (low !== undefined && high !== undefined) return [low, high];
  return sd === undefined ? undefined : [Math.max(0, mean - sd), Math.min(1, mean + sd)];
}

const valueLabel = ({ mean, sd }: SummaryRow): string =>
  sd === undefined ? format('.4f')(mean) : `${format('.4f')(mean)} ± ${format('.4f')(sd)}`;

function noteOf(rows: readonly SummaryRow[]): string {
  const n = Math.max(...rows.map((row) => row.n ?? 1));
  if (n < 2) return '';
  const bar = rows.some((row) => row.low !== undefined) ? 'smallest to largest' : 'standard deviation';
  return `mean of ${n} seeds ± standard deviation; error bar: ${bar}`;
}

function keysOf(rows: readonly SummaryRow[], referenceName: string): LegendItem[] {
  const items: LegendItem[] = [];
  if (rows.some((row) => row.published !== undefined))
    items.push({ symbol: 'diamond', tone: 'series-5', text: 'published' });
  if (rows.some((row) => row.reference))
    items.push({ symbol: 'range', tone: 'series-2', text: `${referenceName}, smallest to largest` });
  return items;
}

function checkRow(row: SummaryRow, i: number): void {
  checkName(`rows[${i}].name`, row.name);
  checkNumber(`rows[${i}].mean`, row.mean, 0, 1);
  for (const field of ['low', 'high', 'published'] as const)
    if (row[field] !== undefined) checkNumber(`rows[${i}].${field}`, row[field], 0, 1);
  if (row.sd !== undefined) checkNumber(`rows[${i}].sd`, row.sd, 0);
  if (row.reference === undefined) return;
  if (row.reference.length !== 2)
    refuse(`rows[${i}].reference`, 'the smallest and the largest accuracy', row.reference);
  for (const end of [0, 1]) checkNumber(`rows[${i}].reference[${end}]`, row.reference[end], 0, 1);
}
