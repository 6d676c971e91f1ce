// Pictures of digits, one or a grid, each with what it is and what a network took it for.
import { type Chart, type ChartOptions, chartOf, type Frame } from '../chart';
import { checkCount, checkList, checkNumber, checkWidth, refuse } from '../check';
import { heading, headingWidth } from '../layout/heading';
import { percent } from '../layout/percent';
import { type Picture, type PictureGridOptions, pictureGrid } from '../layout/picture-grid';

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

export interface DigitsOptions extends ChartOptions, PictureGridOptions {}

/**
 * A grid of digits with captions: "Label: 5", or "5 → 3, 97 %" where a prediction is given, in colour where it is wrong.
 * In text a digit takes a character for every two of its pixels, one above the other.
 *
 * @throws MlpLabError `invalid-argument` where there is no item, or one whose pixels don't fit its size.
 */
export function digits(items: readonly DigitItem[], options: DigitsOptions = {}): Chart {
  checkList('items', items, 'images').forEach(checkItem);
  if (options.columns !== undefined) checkCount('columns', options.columns);
  const pictures = items.map(pictureOf);
  return chartOf(checkWidth(options.width, 720), (frame) => layout(items, pictures, options, frame));
}

function layout(items: readonly DigitItem[], pictures: Picture[], options: DigitsOptions, frame: Frame): Chart {
  const title = options.title ?? (items.length === 1 ? 'One image' : `${items.length} images`);
  const predicted = items.filter((item) => item.prediction !== undefined);
  const told = predicted.some(({ label }) => label !== undefined) ? 'true label → prediction' : 'prediction';
  const note = predicted.length > 0 ? `${told}, its probability` : '';
  const head = heading(title, note, frame);
  const { marks, width, height } = pictureGrid(pictures, head.height, frame, options);
  return {
    width: Math.max(width, headingWidth(title, note, frame)),
    height,
    title,
    desc: describe(pictures),
    marks: [...head.marks, ...marks],
  };
}

const MOST_DESCRIBED = 20;

function describe(pictures: readonly Picture[]): string {
  const captions = pictures.slice(0, MOST_DESCRIBED).map(({ caption }, i) => caption || `image ${i + 1}`);
  return `Grey images. ${captions.join('; ')}${pictures.length > MOST_DESCRIBED ? '; and so on' : ''}.`;
}

const pictureOf = (item: DigitItem): Picture => ({
  scheme: 'ink',
  columns: item.width,
  rows: item.height,
  values: Array.from(item.pixels, (value) => value / 255),
  caption: captionOf(item),
  tone: isWrong(item) ? 'series-4' : 'text',
});

function captionOf({ label, prediction, confidence }: DigitItem): string {
  if (prediction === undefined) return label === undefined ? '' : `Label: ${label}`;
  const sure = confidence === undefined ? '' : `, ${percent(confidence)}`;
  return label === undefined ? `${prediction}${sure}` : `${label} → ${prediction}${sure}`;
}

const isWrong = ({ label, prediction }: DigitItem): boolean =>
  label !== undefined && prediction !== undefined && String(label) !== String(prediction);

function checkItem(item: DigitItem, i: number): void {
  checkCount(`items[${i}].height`, item.height);
  checkCount(`items[${i}].width`, item.width);
  const size = item.height * item.width;
  if (item.pixels?.length !== size)
    refuse(`items[${i}].pixels`, `${size} numbers (height × width)`, `${item.pixels?.length ?? 'none'}`);
  for (let p = 0; p < size; p++) checkNumber(`items[${i}].pixels[${p}]`, item.pixels[p], 0, 255);
  if (item.confidence !== undefined) checkNumber(`items[${i}].confidence`, item.confidence, 0, 1);
}
