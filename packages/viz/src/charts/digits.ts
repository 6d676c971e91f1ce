// Pictures of digits, one or a grid, each with what it is and what a network took it for.
import { CELL, type Chart, type ChartOptions, chartOf, type Frame, type Mark } from '../chart';
import { checkCount, checkList, checkNumber, checkWidth, refuse } from '../check';
import { heading } from '../layout/heading';
import { percent } from '../layout/percent';
import { fitText, textWidth } from '../layout/text-width';

/** One grey image, and optionally its label, a prediction and the prediction's probability. */
export interface DigitItem {
  /** `[height, width]`, 0 (background) to 255. */
  pixels: ArrayLike<number>;
  height: number;
  width: number;
  label?: string | number;
  prediction?: string | number;
  /** 0 to 1. */
  confidence?: number;
}

export interface DigitsOptions extends ChartOptions {
  /** The most images side by side; default: as many as fit. */
  columns?: number;
}

const GAP = 2; // cells between images
const SVG_SIDE = 84; // pixels of the longer side of an image among others
const SVG_SIDE_ALONE = 224;

/**
 * A grid of digits with captions: "Label: 5", or "5 → 3, 97 %" where a prediction is given, in colour where it is wrong.
 *
 * @throws MlpLabError `invalid-argument` where there is no item, or one whose pixels don't fit its size.
 */
export function digits(items: readonly DigitItem[], options: DigitsOptions = {}): Chart {
  checkList('items', items, 'images').forEach(checkItem);
  if (options.columns !== undefined) checkCount('columns', options.columns);
  return chartOf(checkWidth(options.width, 720), (frame) => layout(items, options, frame));
}

function layout(items: readonly DigitItem[], options: DigitsOptions, frame: Frame): Chart {
  const title = options.title ?? (items.length === 1 ? 'One image' : `${items.length} images`);
  const head = heading(
    title,
    items.some((item) => item.prediction !== undefined) ? 'true label → prediction, its probability' : '',
    frame,
  );
  const sizes = items.map((item) => imageSize(item, items.length === 1, frame));
  const captions = items.map(caption);
  const side = Math.ceil(Math.max(...sizes.map((size) => size.width)) / CELL.width);
  const column = Math.max(side, Math.min(Math.max(...captions.map(textWidth)), side + 6));
  const fitting = Math.max(1, Math.floor((frame.columns + GAP) / (column + GAP)));
  const across = Math.min(items.length, options.columns ?? fitting, fitting);
  const tallest = Math.ceil(Math.max(...sizes.map((size) => size.height)) / CELL.height) * CELL.height;
  const captioned = captions.some((text) => text !== '');
  const pitch = tallest + (captioned ? 2 : 1) * CELL.height;

  const marks: Mark[] = [...head.marks];
  items.forEach((item, i) => {
    const x = (i % across) * (column + GAP) * CELL.width;
    const y = head.height + Math.floor(i / across) * pitch;
    marks.push(...imageMarks(item, x, y, sizes[i]));
    if (captions[i] !== '')
      marks.push({
        kind: 'text',
        x,
        y: y + tallest + CELL.height / 2,
        text: fitText(captions[i], column),
        tone: isWrong(item) ? 'series-4' : 'text',
      });
  });
  const height = head.height + Math.ceil(items.length / across) * pitch - (captioned ? CELL.height : 0);
  const desc = captions.filter(Boolean).slice(0, 20).join('; ');
  return { width: frame.width, height, title, desc: desc || `${items.length} grey images.`, marks };
}

function imageMarks(
  { pixels, height, width, ...item }: DigitItem,
  x: number,
  y: number,
  size: { width: number; height: number },
): Mark[] {
  const values = Array.from(pixels, (value) => value / 255);
  const box = { x, y, ...size };
  return [
    { kind: 'rect', role: 'panel', ...box, tone: 'grid', opacity: 0.6 },
    {
      kind: 'pixels',
      scheme: 'ink',
      ...box,
      columns: width,
      rows: height,
      values,
      title: caption({ pixels, height, width, ...item }) || undefined,
    },
  ];
}

/** In text a pixel is one character wide and half of one high, while that fits; in SVG images are shown at one size. */
function imageSize({ width, height }: DigitItem, alone: boolean, frame: Frame): { width: number; height: number } {
  if (frame.text) {
    const columns = Math.min(width, frame.columns);
    const rows = Math.max(1, Math.round((height * columns) / width / 2));
    return { width: columns * CELL.width, height: rows * CELL.height };
  }
  const scale = (alone ? SVG_SIDE_ALONE : SVG_SIDE) / Math.max(width, height);
  return { width: width * scale, height: height * scale };
}

function caption({ label, prediction, confidence }: DigitItem): string {
  if (prediction === undefined) return label === undefined ? '' : `Label: ${label}`;
  const sure = confidence === undefined ? '' : `, ${percent(confidence)}`;
  return `${label ?? '?'} → ${prediction}${sure}`;
}

const isWrong = ({ label, prediction }: DigitItem): boolean =>
  label !== undefined && prediction !== undefined && String(label) !== String(prediction);

function checkItem(item: DigitItem, i: number): void {
  checkCount(`items[${i}].height`, item.height);
  checkCount(`items[${i}].width`, item.width);
  const size = item.height * item.width;
  if (item.pixels?.length !== size)
    refuse(`items[${i}].pixels`, `${size} numbers (height × width)`, item.pixels?.length);
  for (let p = 0; p < size; p++) checkNumber(`items[${i}].pixels[${p}]`, item.pixels[p], 0, 255);
  if (item.confidence !== undefined) checkNumber(`items[${i}].confidence`, item.confidence, 0, 1);
}
