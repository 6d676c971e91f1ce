// Pictures as planes of numbers, and the operations on them by which the ink of a photo is found.
import type { GreyPicture } from './grey-picture';

/** `[height, width]`, row by row. */
export interface Plane {
  readonly values: Float32Array;
  readonly height: number;
  readonly width: number;
}

/** The picture with sides of at most `longest` pixels, 0 to 1: each new pixel is the mean of those that it covers. */
export function shrink({ pixels, height, width }: GreyPicture, longest: number): Plane {
  const factor = Math.max(1, Math.max(height, width) / longest);
  const [h, w] = [Math.max(1, Math.round(height / factor)), Math.max(1, Math.round(width / factor))];
  const values = new Float32Array(h * w);
  for (let row = 0; row < h; row++)
    for (let column = 0; column < w; column++) {
      const [top, bottom] = [
        Math.floor((row * height) / h),
        Math.max(Math.floor(((row + 1) * height) / h), Math.floor((row * height) / h) + 1),
      ];
      const [left, right] = [
        Math.floor((column * width) / w),
        Math.max(Math.floor(((column + 1) * width) / w), Math.floor((column * width) / w) + 1),
      ];
      let sum = 0;
      for (let r = top; r < bottom; r++) for (let c = left; c < right; c++) sum += pixels[r * width + c];
      values[row * w + column] = sum / ((bottom - top) * (right - left) * 255);
    }
  return { values, height: h, width: w };
}

/** Means over a square of 2 × radius + 1, by running sums. */
export function blur(plane: Plane, radius: number): Plane {
  return eachWay(plane, (line) => {
    const made = new Float32Array(line.length);
    let [sum, count] = [0, 0];
    for (let i = -radius; i < line.length; i++) {
      if (i + radius < line.length) {
        sum += line[i + radius];
        count++;
      }
      if (i - radius - 1 >= 0) {
        sum -= line[i - radius - 1];
        count--;
      }
      if (i >= 0) made[i] = sum / count;
    }
    return made;
  });
}

/**
 * The least or the greatest value of each square of 2 × radius + 1, as `pick` chooses. The line is cut into blocks of that length: each
 * window is the end of one block and the start of the next, whose extremes are known (van Herk's method), so the radius costs nothing.
 */
export function extreme(plane: Plane, radius: number, pick: (a: number, b: number) => number): Plane {
  const block = 2 * radius + 1;
  return eachWay(plane, (line) => {
    const wide = new Float32Array(line.length + 2 * radius); // the values at both ends go on, so that all windows are whole
    wide
      .fill(line[0], 0, radius)
      .fill(line[line.length - 1], radius + line.length)
      .set(line, radius);
    const fromStart = wide.slice(); // of the block, up to here
    for (let i = 1; i < wide.length; i++) if (i % block !== 0) fromStart[i] = pick(fromStart[i - 1], wide[i]);
    const toEnd = wide.slice(); // from here to the end of the block
    for (let i = wide.length - 2; i >= 0; i--) if ((i + 1) % block !== 0) toEnd[i] = pick(toEnd[i + 1], wide[i]);
    const made = new Float32Array(line.length);
    for (let i = 0; i < line.length; i++) made[i] = pick(toEnd[i], fromStart[i + block - 1]);
    return made;
  });
}

/** A function of lines over all rows, then over all columns. */
function eachWay({ values, height, width }: Plane, change: (line: Float32Array) => Float32Array): Plane {
  const made = new Float32Array(values.length);
  for (let row = 0; row < height; row++) made.set(change(values.subarray(row * width, (row + 1) * width)), row * width);
  const before = new Float32Array(height);
  for (let column = 0; column < width; column++) {
    for (let row = 0; row < height; row++) before[row] = made[row * width + column];
    const line = change(before);
    for (let row = 0; row < height; row++) made[row * width + column] = line[row];
  }
  return { values: made, height, width };
}

/** The value that a share of the values, 0 to 1, lies below. */
export function quantile(values: Float32Array, share: number): number {
  const sorted = values.slice().sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** The value that best separates two groups (Otsu's method). */
export function otsu(values: Float32Array): number {
  if (values.length === 0) return 0;
  const high = values.reduce((a, b) => Math.max(a, b), 0);
  const bins = new Float64Array(64);
  for (const value of values) bins[Math.min(63, Math.floor((64 * value) / (high || 1)))]++;
  const total = values.length;
  const sum = bins.reduce((all, count, bin) => all + bin * count, 0);
  let [count, part, best, at] = [0, 0, -1, 0];
  for (let bin = 0; bin < 64; bin++) {
    count += bins[bin];
    part += bin * bins[bin];
    if (count === 0 || count === total) continue;
    const between = (part * total - sum * count) ** 2 / (count * (total - count));
    if (between > best) [best, at] = [between, bin];
  }
  return (high * (at + 1)) / 64;
}
