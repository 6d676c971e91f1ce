// Pixels of any type, range, shape and colour → grey images of bytes, and sentences on what was done to them.
import { MlpLabError, type NumericArray } from '@mlp-lab/core';
import type { RawSet } from '../readers/reader';

export interface GreyImages {
  /** `[count, height, width]`, 0 to 255. */
  images: Uint8Array;
  count: number;
  height: number;
  width: number;
}

/**
 * The images of all sets by one rule, so that training and test images have the same scale. Unsigned bytes `[n, height, width]` are
 * taken as they are, without a copy.
 *
 * @throws MlpLabError `bad-data` for a shape that is no images, and for values beyond 0 to 255 that no known scale explains.
 */
export function greyImages(sets: readonly RawSet[]): { images: GreyImages[]; notes: string[] } {
  const layouts = sets.map(layoutOf);
  const scale = scaleOf(sets);
  const images = sets.map((set, i) => {
    const { count, height, width } = layouts[i];
    return { images: mixChannels(toBytes(set.pixels, scale.toByte), layouts[i]), count, height, width };
  });
  const coloured = layouts.some(({ channels }) => channels > 1);
  return {
    images,
    notes: [
      ...(scale.note ? [scale.note] : []),
      ...(coloured ? ['Colours became grey by their luminance (0.299 red + 0.587 green + 0.114 blue).'] : []),
    ],
  };
}

interface Layout {
  count: number;
  height: number;
  width: number;
  channels: number;
  /** Whether the colours are the second axis, as PyTorch has them. */
  channelsFirst: boolean;
}

function layoutOf({ shape, path, pixels }: RawSet): Layout {
  const layout = imageShape(shape);
  if (!layout)
    throw bad(path, `expected images [n, height, width], in grey or RGB, received the shape [${shape.join(', ')}]`);
  if (pixels.length === 0)
    throw bad(path, `no images: expected at least one pixel, received the shape [${shape.join(', ')}]`);
  return layout;
}

function imageShape(shape: readonly number[]): Layout | undefined {
  const [count, a, b, c] = shape;
  if (shape.length === 2) {
    for (const channels of [1, 3]) {
      const side = Math.sqrt(a / channels);
      if (Number.isInteger(side) && side > 0)
        return { count, height: side, width: side, channels, channelsFirst: false };
    }
    return undefined;
  }
  if (shape.length === 3) return { count, height: a, width: b, channels: 1, channelsFirst: false };
  if (shape.length !== 4) return undefined;
  if ([1, 3, 4].includes(c)) return { count, height: a, width: b, channels: c, channelsFirst: false };
  if ([1, 3].includes(a)) return { count, height: b, width: c, channels: a, channelsFirst: true };
  return undefined;
}

interface PixelScale {
  /** Undefined where the values are bytes already. */
  toByte?: (value: number) => number;
  note?: string;
}

/** How the values of all sets become bytes, as their least and greatest tell. */
function scaleOf(sets: readonly RawSet[]): PixelScale {
  if (sets.every(({ pixels, isLogical }) => pixels instanceof Uint8Array && !isLogical)) return {};
  const { low, high, isWhole } = rangeOf(sets);
  if (sets.every(({ isLogical }) => isLogical))
    return { toByte: (value) => 255 * value, note: 'Logical pixels became 0 and 255.' };
  const isFloat = sets.some(({ pixels }) => pixels instanceof Float32Array || pixels instanceof Float64Array);
  if (isFloat && low >= 0 && high <= 1)
    return { toByte: (value) => Math.round(255 * value), note: 'Pixels from 0 to 1 became 0 to 255.' };
  if (isFloat && low >= -1 && low < 0 && high <= 1)
    return { toByte: (value) => Math.round(127.5 * (value + 1)), note: 'Pixels from -1 to 1 became 0 to 255.' };
  if (low >= 0 && high <= 255)
    return isWhole
      ? { toByte: (value) => value }
      : { toByte: Math.round, note: 'Pixels were rounded to whole numbers.' };
  if (low >= 0 && high <= 65535 && isWhole)
    return { toByte: (value) => Math.round(value / 257), note: 'Pixels from 0 to 65535 became 0 to 255.' };
  throw bad(
    sets[0].path,
    `pixels: expected 0 to 255 (or 0 to 1, -1 to 1, 0 to 65535), received ${low} to ${high}${low < 0 ? ': save them before they are normalized' : ''}`,
  );
}

function rangeOf(sets: readonly RawSet[]) {
  let [low, high, isWhole] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, true];
  for (const { pixels, path } of sets)
    for (let i = 0; i < pixels.length; i++) {
      const value = pixels[i];
      if (!Number.isFinite(value)) throw bad(path, `pixels: expected finite numbers, received ${value} at index ${i}`);
      if (value < low) low = value;
      if (value > high) high = value;
      if (isWhole && !Number.isInteger(value)) isWhole = false;
    }
  return { low, high, isWhole };
}

function toBytes(pixels: NumericArray, toByte?: (value: number) => number): Uint8Array {
  if (!toByte && pixels instanceof Uint8Array) return pixels;
  const bytes = new Uint8Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) bytes[i] = toByte ? toByte(pixels[i]) : pixels[i];
  return bytes;
}

function mixChannels(values: Uint8Array, { count, height, width, channels, channelsFirst }: Layout): Uint8Array {
  if (channels === 1) return values;
  const size = height * width;
  const [pixelStep, channelStep] = channelsFirst ? [1, size] : [channels, 1];
  const grey = new Uint8Array(count * size);
  for (let image = 0; image < count; image++)
    for (let pixel = 0; pixel < size; pixel++) {
      const at = image * size * channels + pixel * pixelStep;
      grey[image * size + pixel] = luminance(values[at], values[at + channelStep], values[at + 2 * channelStep]);
    }
  return grey;
}

/** The grey of a colour, 0 to 255: ITU-R BT.601 in 16-bit fixed point, to the same bits as Pillow's convert('L'). */
export const luminance = (red: number, green: number, blue: number): number =>
  (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;

const bad = (path: string, message: string) => new MlpLabError('bad-data', `${path}: ${message}`);
