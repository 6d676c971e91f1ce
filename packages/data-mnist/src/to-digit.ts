// A picture of any size → one as MNIST's makers prepared theirs, so that networks that learnt from MNIST can read it.
import { MlpLabError } from '@mlp-lab/core';

/** A grey picture, row-major, 0 to 255. */
export interface GreyPicture {
  readonly pixels: Uint8Array;
  readonly height: number;
  readonly width: number;
}

const BOX = 20 / 28; // of the picture's side, which the ink fills
const MIDDLE = 127.5;
const FAINT = 0.2; // of the darkest ink: less is paper

/**
 * The picture as bright ink on black, `[size, size]`. One that is of that size is only inverted, where its border is bright. Of
 * any other the ink is cut out, scaled to fit a box of 20/28 of the side, its proportions kept (each pixel the mean of what it covers), and put
 * so that its centre of mass is in the middle: the rule of Yann LeCun's MNIST page.
 *
 * @throws MlpLabError `bad-data` for a picture without ink, or whose pixels don't fit its size.
 */
export function toDigit(picture: GreyPicture, size = 28): GreyPicture {
  const { pixels, height, width } = picture;
  if (pixels.length !== height * width || pixels.length === 0)
    throw new MlpLabError('bad-data', `picture: expected ${height} × ${width} pixels, received ${pixels.length}`);
  const ink = brightOnBlack(picture);
  if (height === size && width === size) return ink;
  const box = inkBox(ink);
  const scale = (BOX * size) / Math.max(box.height, box.width);
  const shrunk = resample(ink, box, {
    height: Math.max(1, Math.round(box.height * scale)),
    width: Math.max(1, Math.round(box.width * scale)),
  });
  return centre(shrunk, size);
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
  if (bottom < 0) throw new MlpLabError('bad-data', 'picture: expected a digit, received one shade throughout');
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

/** For each of `parts` of a length: the whole pixels in it, and the share of the part that each has. */
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

/** In a black square, so that the centre of mass is in its middle, as far as it fits. */
function centre({ pixels, height, width }: GreyPicture, size: number): GreyPicture {
  const total = pixels.reduce((sum, pixel) => sum + pixel, 0);
  const massAt = (place: (i: number) => number) =>
    pixels.reduce((sum, pixel, i) => sum + pixel * (place(i) + 0.5), 0) / total;
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
