// One image or a grid of images, each with its label and a prediction.
import {
  checkArray,
  checkCount,
  checkNumber,
  checkNumbers,
  checkObject,
  checkOptions,
  invalidArgument,
  omitNulls,
} from '@mlp-lab/core';
import { type Chart, type ChartOptions, chartOf, type Frame } from '../chart';
import { CHART_CHECKS, checkLabel, checkText, type Label } from '../check';
import { heading, headingWidth } from '../layout/heading';
import { percent } from '../layout/number-text';
import { type Picture, type PictureGridOptions, pictureGrid } from '../layout/picture-grid';

/** A greyscale image, and optionally its true label, a prediction and the probability of the prediction. */
export interface DigitItem {
  /** `[height, width]`, 0 (background) to 255. */
  pixels: ArrayLike<number>;
  /** In pixels. */
  height: number;
  /** In pixels. */
  width: number;
  /** Shown before the caption: the file that it comes from. */
  name?: string | undefined;
  /** The true class. */
  label?: Label | undefined;
  /** The class that was answered. */
  prediction?: Label | undefined;
  /** 0 to 1. */
  confidence?: number | undefined;
}

/** Options of `digits`. */
export interface DigitsOptions extends ChartOptions, PictureGridOptions {}

/**
 * A grid of images with captions: "Label: 5", or "5 → 3, 97 %" where there is a prediction, in colour where it is wrong. In text
 * two pixels, one above the other, share a character.
 *
 * @throws MlpLabError `invalid-argument` where there is no item, or one whose pixels don't match its size.
 */
export function digits(items: readonly DigitItem[], options: DigitsOptions = {}): Chart {
  const images = checkArray('items', items, 'images').map(checkItem);
  const given = checkOptions('digits', options, { ...CHART_CHECKS, columns: checkCount });
  const pictures = images.map(pictureOf);
  return chartOf(given.width ?? 720, (frame) => layout(images, pictures, given, frame));
}

function layout(items: readonly DigitItem[], pictures: Picture[], options: DigitsOptions, frame: Frame): Chart {
  const title = options.title ?? (items.length === 1 ? 'One image' : `${items.length} images`);
  const predicted = items.filter((item) => item.prediction !== undefined);
  const caption = predicted.some(({ label }) => label !== undefined) ? 'true label → prediction' : 'prediction';
  const note = predicted.length > 0 ? `${caption}, probability` : '';
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

const MAX_DESCRIBED = 20;

function describe(pictures: readonly Picture[]): string {
  const captions = pictures.slice(0, MAX_DESCRIBED).map(({ caption }, i) => caption || `image ${i + 1}`);
  return `Greyscale images. ${captions.join('; ')}${pictures.length > MAX_DESCRIBED ? '; and so on' : ''}.`;
}

const pictureOf = (item: DigitItem): Picture => ({
  scheme: 'ink',
  columns: item.width,
  rows: item.height,
  values: Float64Array.from(item.pixels, (value) => value / 255),
  caption: [item.name, captionOf(item)].filter(Boolean).join(': '),
  ...(item.prediction !== undefined && { lines: linesOf(item) }),
  tone: isWrong(item) ? 'series-4' : 'text',
});

function captionOf(item: DigitItem): string {
  const { label, prediction } = item;
  if (prediction === undefined) return label === undefined ? '' : `Label: ${label}`;
  return `${label === undefined ? '' : `${label} → `}${prediction}${probabilityOf(item)}`;
}

/** Where it comes from and the true label, then the prediction with its probability, which is never cut. */
function linesOf(item: DigitItem): NonNullable<Picture['lines']> {
  const { name, label, prediction } = item;
  const first = [name, label].filter((part) => part !== undefined).join(': ');
  return [first, { start: `${label === undefined ? '' : '→ '}${prediction}`, end: probabilityOf(item) }];
}

const probabilityOf = ({ confidence }: DigitItem): string =>
  confidence === undefined ? '' : `, ${percent(confidence)}`;

const isWrong = ({ label, prediction }: DigitItem): boolean =>
  label !== undefined && prediction !== undefined && String(label) !== String(prediction);

function checkItem(given: DigitItem, i: number): DigitItem {
  checkObject(`items[${i}]`, given);
  const item = omitNulls(given);
  const size = checkCount(`items[${i}].height`, item.height) * checkCount(`items[${i}].width`, item.width);
  const { length } = checkNumbers(`items[${i}].pixels`, item.pixels, 0, 255);
  if (length !== size) throw invalidArgument(`items[${i}].pixels`, `${size} numbers (height × width)`, length);
  if (item.name !== undefined) checkText(`items[${i}].name`, item.name);
  for (const field of ['label', 'prediction'] as const)
    if (item[field] !== undefined) checkLabel(`items[${i}].${field}`, item[field]);
  if (item.confidence !== undefined) checkNumber(`items[${i}].confidence`, item.confidence, 0, 1);
  return item;
}
