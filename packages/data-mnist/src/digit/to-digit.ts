// A picture of any size → an image prepared like those of MNIST, which networks trained on MNIST can classify.
import { checkCount, checkObject, describeValue, invalidArgument, MlpLabError } from '@mlp-lab/core';
import { findInk } from './find-ink';
import type { GreyPicture } from './grey-picture';
import { straighten } from './straighten';

const BOX = 20 / 28; // the part of the side that the ink fills
const MIDDLE = 127.5;
const FAINT = 0.2; // of the strongest ink: anything fainter is background

/**
 * The picture as bright ink on black, `[size, size]`. A picture with a bright border is inverted first. One that has this size already
 * is otherwise unchanged; in any other the ink is cut out, scaled to a box of 20/28 of the side with its proportions kept (each
 * pixel is the mean of the area that it covers), and placed so that its centre of mass is in the middle, as Yann LeCun's MNIST
 * page describes. Of a photo or a scan, whose paper is of many shades, the digit is found first: what is darker (or brighter) than the
 * paper around it, without ruled lines, specks and what touches the border; its contrast is stretched, and a strong slant corrected.
 *
 * @param size the side of the image, in pixels, 1 to 4096.
 * @throws MlpLabError `bad-data` for a picture without ink, or whose pixels don't match its size; `invalid-argument` for
 * anything else than a picture and a size.
 */
export function toDigit(picture: GreyPicture, size?: number | null): GreyPicture {
  const side = checkCount('size', size ?? DEFAULT_SIDE, 1, MAX_SIDE);
  const { pixels, height, width } = checkObject('picture', picture) as GreyPicture;
  if (!(pixels instanceof Uint8Array)) throw invalidArgument('picture.pixels', 'a Uint8Array', describeValue(pixels));
  if (checkCount('picture.height', height) * checkCount('picture.width', width) !== pixels.length)
    throw new MlpLabError('bad-data', `picture: expected ${height} × ${width} pixels, received ${pixels.length}`);
  if (height === side && width === side) return brightOnBlack(withInk(picture));
  const background = backgroundOf(picture);
  const ink = background === undefined ? inkOfPhoto(picture) : inkOn(background, withInk(picture));
  const box = inkBox(ink);
  const scale = (BOX * side) / Math.max(box.height, box.width);
  const shrunk = resample(ink, box, {
    height: Math.max(1, Math.round(box.height * scale)),
    width: Math.max(1, Math.round(box.width * scale)),
  });
  return centre(shrunk, side);
}

const [DEFAULT_SIDE, MAX_SIDE] = [28, 4096];

const LEAST_CONTRAST = 8; // of 255

/** @throws MlpLabError `bad-data` for a picture of one colour. */
function withInk(picture: GreyPicture): GreyPicture {
  const { pixels } = picture;
  const [least, most] = [Math.min, Math.max].map((choose) => pixels.reduce((a, b) => choose(a, b), pixels[0]));
  if (most - least < LEAST_CONTRAST) throw noInk();
  return picture;
}

/** The shade of a background as programs draw it: most of the border has the same value. Undefined for paper, which has many. */
function backgroundOf({ pixels, height, width }: GreyPicture): number | undefined {
  const counts = new Uint32Array(256);
  let border = 0;
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      if (row > 0 && row < height - 1 && column > 0 && column < width - 1) continue;
      counts[pixels[row * width + column]]++;
      border++;
    }
  const most = Math.max(...counts);
  return 2 * most > border ? counts.indexOf(most) : undefined;
}

/** What is darker than the background, or what is brighter, whichever is more: from 0, the background, to 255. */
function inkOn(background: number, { pixels, height, width }: GreyPicture): GreyPicture {
  const distances = pixels.reduce((sum, pixel) => sum + pixel - background, 0);
  const isDark = distances < 0;
  const room = isDark ? background : 255 - background;
  const ink = pixels.map((pixel) => {
    const distance = isDark ? background - pixel : pixel - background;
    return Math.round((255 * Math.max(0, distance)) / room);
  });
  return { pixels: ink, height, width };
}

function inkOfPhoto(picture: GreyPicture): GreyPicture {
  const found = findInk(picture);
  if (!found)
    throw new MlpLabError(
      'bad-data',
      'picture: no digit found: expected one dark on paper, or bright on dark, that does not touch the border',
    );
  const { values, height, width } = straighten(found);
  return { pixels: Uint8Array.from(values, (value) => Math.round(255 * value)), height, width };
}

interface Box {
  top: number;
  left: number;
  height: number;
  width: number;
}

function brightOnBlack({ pixels, height, width }: GreyPicture): GreyPicture {
  let sum = 0;
  let count = 0;
  pixels.forEach((pixel, i) => {
    const [row, column] = [Math.floor(i / width), i % width];
    if (row > 0 && row < height - 1 && column > 0 && column < width - 1) return;
    sum += pixel;
    count += 1;
  });
  return { pixels: sum / count > MIDDLE ? pixels.map((pixel) => 255 - pixel) : pixels, height, width };
}

function inkBox({ pixels, width }: GreyPicture): Box {
  const faint = FAINT * pixels.reduce((a, b) => Math.max(a, b), 0);
  let [top, left, bottom, right] = [Infinity, Infinity, -1, -1];
  pixels.forEach((pixel, i) => {
    if (pixel === 0 || pixel < faint) return;
    const [row, column] = [Math.floor(i / width), i % width];
    [top, bottom] = [Math.min(top, row), row];
    [left, right] = [Math.min(left, column), Math.max(right, column)];
  });
  if (bottom < 0) throw noInk();
  return { top, left, height: bottom - top + 1, width: right - left + 1 };
}

/** Each new pixel is the mean of the area of the box that it covers. */
function resample({ pixels, width: across }: GreyPicture, box: Box, to: { height: number; width: number }) {
  const rows = spans(box.top, box.height, to.height);
  const columns = spans(box.left, box.width, to.width);
  const made = rows.flatMap((rowSpan) =>
    columns.map((columnSpan) => {
      let sum = 0;
      for (const [row, rowShare] of rowSpan)
        for (const [column, columnShare] of columnSpan) sum += pixels[row * across + column] * rowShare * columnShare;
      return Math.round(sum);
    }),
  );
  return { pixels: Uint8Array.from(made), ...to };
}

/** For each of `parts` equal parts of a length: the pixels that it touches, and the share of the part that each covers. */
function spans(from: number, length: number, parts: number): (readonly [pixel: number, share: number])[][] {
  const each = length / parts;
  return Array.from({ length: parts }, (_, part) => {
    const [start, end] = [part * each, (part + 1) * each];
    const pixels = Array.from({ length: Math.ceil(end) - Math.floor(start) }, (_, i) => Math.floor(start) + i);
    return pixels
      .map((pixel) => [from + pixel, (Math.min(end, pixel + 1) - Math.max(start, pixel)) / each] as const)
      .filter(([pixel, share]) => share > 0 && pixel < from + length);
  });
}

/** In a black square, with the centre of mass in its middle as far as the picture then fits. */
function centre({ pixels, height, width }: GreyPicture, size: number): GreyPicture {
  const total = pixels.reduce((sum, pixel) => sum + pixel, 0);
  if (total === 0) throw noInk();
  const massAt = (position: (i: number) => number) =>
    pixels.reduce((sum, pixel, i) => sum + pixel * (position(i) + 0.5), 0) / total;
  const offset = (mass: number, length: number) => Math.min(size - length, Math.max(0, Math.round(size / 2 - mass)));
  const top = offset(
    massAt((i) => Math.floor(i / width)),
    height,
  );
  const left = offset(
    massAt((i) => i % width),
    width,
  );
  const made = new Uint8Array(size * size);
  for (let row = 0; row < height; row++)
    made.set(pixels.subarray(row * width, (row + 1) * width), (top + row) * size + left);
  return { pixels: made, height: size, width: size };
}

const noInk = () => new MlpLabError('bad-data', 'picture: no digit found: all pixels have almost the same colour');
