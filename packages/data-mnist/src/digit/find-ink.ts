// A photo of paper → the ink of the digit alone: without shade, ruled lines, specks and the edges of the paper.
import { eraseRules } from './erase-rules';
import type { GreyPicture } from './grey-picture';
import { choosePieces, type Mask, piecesOf } from './pieces';
import { blur, extreme, otsu, type Plane, quantile, shrink } from './plane';

const LONGEST = 224; // pixels of the longer side while looking for the digit
const PAPER_WINDOW = 0.16; // of the longer side: broader than a stroke, narrower than a shadow
const SIGMAS = 4; // ink is this much darker than the noise of the paper
const LEAST_CONTRAST = 0.06; // of the paper's brightness

/** @returns ink from 0 to 1, in a smaller picture; undefined where nothing on the paper looks like a digit. */
export function findInk(picture: GreyPicture): Plane | undefined {
  const smooth = blur(shrink(picture, LONGEST), 1);
  return digitOf(inkOn(isDarkInk(smooth) ? smooth : { ...smooth, values: smooth.values.map((value) => 1 - value) }));
}

/** Ink differs most from what is around it: whether the strongest differences are darker. */
function isDarkInk(plane: Plane): boolean {
  const around = blur(plane, Math.round(Math.max(plane.height, plane.width) / 5));
  const differences = plane.values.map((value, i) => value - around.values[i]);
  const most = differences.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
  const strong = differences.filter((difference) => Math.abs(difference) > most / 2);
  return 2 * strong.filter((difference) => difference < 0).length >= strong.length;
}

/** How much darker than the paper around it each pixel is, as a share of the paper's brightness, and the noise of that. */
function inkOn(plane: Plane): { ink: Plane; noise: number } {
  const paper = paperOf(plane);
  const values = plane.values.map((value, i) => (paper.values[i] - value) / Math.max(paper.values[i], 0.05));
  const middle = quantile(values, 0.5);
  const noise =
    1.4826 *
    quantile(
      values.map((value) => Math.abs(value - middle)),
      0.5,
    ); // of a normal distribution
  return { ink: { ...plane, values: values.map((value) => Math.max(0, value - middle)) }, noise };
}

/** The brightness of the paper without what is written on it: a closing, which fills whatever is narrower than its window. */
function paperOf(plane: Plane): Plane {
  const radius = Math.max(2, Math.round((PAPER_WINDOW * Math.max(plane.height, plane.width)) / 2));
  const base = blur(plane, 2);
  const closed = extreme(extreme(base, radius, Math.max), radius, Math.min);
  return blur(closed, radius);
}

function digitOf({ ink, noise }: { ink: Plane; noise: number }): Plane | undefined {
  const strong = Math.max(otsu(ink.values.filter((value) => value > SIGMAS * noise)), SIGMAS * noise, LEAST_CONTRAST);
  const least = Math.max(0.5 * strong, SIGMAS * 0.75 * noise);
  const mask = threshold(ink, least);
  eraseRules(mask);
  const pieces = piecesOf(mask, ink);
  const kept = choosePieces(pieces, mask, strong);
  if (kept.length === 0) return undefined;
  const member = new Set(kept.map(({ label }) => label));
  const { labels } = pieces;
  const peak = quantile(Float32Array.from(ink.values.filter((_, i) => member.has(labels[i]))), 0.8);
  const low = Math.min(0.5 * least, 0.3 * peak);
  const near = grow(labels, ink, member);
  const values = ink.values.map((value, i) => (near[i] ? clamp((value - low) / (peak - low)) : 0));
  return { ...ink, values };
}

/** The ink of the pieces and of the pixels beside them: the soft edges of strokes. */
function grow(labels: Int32Array, { height, width }: Plane, member: ReadonlySet<number>): Uint8Array {
  const near = new Uint8Array(height * width);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      if (!member.has(labels[row * width + column])) continue;
      for (let r = Math.max(0, row - 1); r <= Math.min(height - 1, row + 1); r++)
        for (let c = Math.max(0, column - 1); c <= Math.min(width - 1, column + 1); c++) near[r * width + c] = 1;
    }
  return near;
}

function threshold({ values, height, width }: Plane, least: number): Mask {
  return { values: Uint8Array.from(values, (value) => Number(value > least)), height, width };
}

const clamp = (value: number) => Math.max(0, Math.min(1, value));
