// Checks a chart before it is rendered, since users can build their own.
import {
  type Check,
  checkBoolean,
  checkCount,
  checkFunction,
  checkNumber,
  checkNumbers,
  checkObject,
  describeValue,
  invalidArgument,
  oneOf,
} from '@mlp-lab/core';
import type { Chart, Mark, PixelsMark } from './chart';
import { checkText } from './check';
import { TONES } from './theme';

const MAX_PIXELS = 1e7; // a larger chart would take all memory

const coordinate: Check = (name, value) => checkNumber(name, value, -MAX_PIXELS, MAX_PIXELS);
const size: Check = (name, value) => checkNumber(name, value, 0, MAX_PIXELS);
const share: Check = (name, value) => checkNumber(name, value, 0, 1);
const tone = oneOf(Object.keys(TONES));
const optional =
  (check: Check): Check =>
  (name, value) => {
    if (value != null) check(name, value);
  };
const tooltip = optional(checkText);

/** The points of a curve: arrays of `length` coordinates, or null for a gap. */
const pointsOf =
  (length: number): Check =>
  (name, value) => {
    if (!Array.isArray(value)) throw invalidArgument(name, 'an array of points', describeValue(value));
    for (let i = 0; i < value.length; i++) {
      if (value[i] === null) continue;
      const point = checkNumbers(`${name}[${i}]`, value[i], -MAX_PIXELS, MAX_PIXELS);
      if (point.length !== length) throw invalidArgument(`${name}[${i}]`, `${length} coordinates`, point.length);
    }
  };

type Fields<M extends Mark> = { readonly [Field in keyof Required<Omit<M, 'kind'>>]: Check };

const FIELDS: { readonly [Kind in Mark['kind']]: Fields<Extract<Mark, { kind: Kind }>> } = {
  text: {
    x: coordinate,
    y: coordinate,
    text: checkText,
    anchor: optional(oneOf(['start', 'middle', 'end'])),
    tone: optional(tone),
    weight: optional(oneOf(['bold'])),
    size: optional(oneOf(['title'])),
    names: optional(oneOf(['series'])),
  },
  line: {
    role: optional(oneOf(['guide'])),
    points: pointsOf(2),
    tone,
    width: optional(size),
    dashed: optional(checkBoolean),
    opacity: optional(share),
  },
  band: { points: pointsOf(3), tone },
  rect: {
    role: oneOf(['bar', 'cell', 'panel']),
    x: coordinate,
    y: coordinate,
    width: size,
    height: size,
    tone,
    opacity: optional(share),
    title: tooltip,
  },
  point: { x: coordinate, y: coordinate, shape: oneOf(['circle', 'ring', 'diamond']), tone, title: tooltip },
  rule: {
    role: oneOf(['axis', 'mark', 'guide']),
    x1: coordinate,
    y1: coordinate,
    x2: coordinate,
    y2: coordinate,
    tone,
    width: optional(size),
  },
  pixels: {
    scheme: oneOf(['ink', 'diverging']),
    x: coordinate,
    y: coordinate,
    width: size,
    height: size,
    columns: checkCount,
    rows: checkCount,
    values: checkNumbers,
    title: tooltip,
  },
};

const kind = oneOf(Object.keys(FIELDS));

/** @throws MlpLabError `invalid-argument`, which names the first field that can't be drawn: `marks[3].x`. */
export function checkChart(chart: Chart): void {
  checkObject('chart', chart);
  for (const field of ['width', 'height'] as const) size(field, chart[field]);
  for (const field of ['title', 'desc'] as const) checkText(field, chart[field]);
  for (const method of ['forWidth', 'forText'] as const) optional(checkFunction)(method, chart[method]);
  if (!Array.isArray(chart.marks)) throw invalidArgument('marks', 'an array of marks', describeValue(chart.marks));
  for (let i = 0; i < chart.marks.length; i++) checkMark(`marks[${i}]`, chart.marks[i]);
}

function checkMark(name: string, mark: Mark): void {
  checkObject(name, mark);
  kind(`${name}.kind`, mark.kind);
  for (const [field, check] of Object.entries<Check>(FIELDS[mark.kind]))
    check(`${name}.${field}`, mark[field as keyof Mark]);
  if (mark.kind === 'pixels') checkPixels(`${name}.values`, mark);
}

function checkPixels(name: string, { scheme, columns, rows, values }: PixelsMark): void {
  checkNumbers(name, values, scheme === 'ink' ? 0 : -1, 1);
  if (values.length !== columns * rows)
    throw invalidArgument(name, `${columns * rows} numbers (rows × columns)`, values.length);
}
