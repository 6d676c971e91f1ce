// A file of pictures → grey images: one of a PNG, as MNIST's makers would have prepared it; all of an IDX file, as they are.
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { MlpLabError } from '@mlp-lab/core';
import { type GreyPicture, parseIdx, toDigit } from '@mlp-lab/data-mnist';
import { decode } from 'fast-png';

/**
 * @param size the side of the square pictures that a network takes.
 * @throws MlpLabError `io` for what can't be read, `bad-data` for what is neither or is damaged; each names the file.
 */
export async function readPictures(file: string, size: number): Promise<GreyPicture[]> {
  const bytes = await readFile(file).catch((cause) => {
    throw new MlpLabError('io', `${file} can't be read: ${cause.message}`, { cause });
  });
  try {
    return isPng(bytes) ? [toDigit(readPng(bytes), size)] : await readIdx(bytes);
  } catch (cause) {
    const expected = isPng(bytes) ? 'damaged PNG, or no digit' : 'expected a PNG picture or an IDX file';
    throw new MlpLabError('bad-data', `${file}: ${expected}: ${(cause as Error).message}`, { cause });
  }
}

const isPng = (bytes: Uint8Array) => Buffer.from(bytes.subarray(1, 4)).toString('latin1') === 'PNG';

/** Over white, where it is transparent. */
function readPng(bytes: Uint8Array): GreyPicture {
  const { width, height, data, channels, depth, palette } = decode(bytes);
  const full = 2 ** (palette ? 8 : depth) - 1;
  const pixels = Uint8Array.from({ length: width * height }, (_, i) => {
    const own = palette ? palette[data[i]] : Array.from(data.subarray(i * channels, (i + 1) * channels));
    const hasColour = own.length >= 3;
    const grey = hasColour ? 0.299 * own[0] + 0.587 * own[1] + 0.114 * own[2] : own[0]; // ITU-R BT.601
    const alpha = own.length % 2 === 0 ? own[own.length - 1] / full : 1;
    return Math.round(255 * ((grey / full) * alpha + 1 - alpha));
  });
  return { pixels, height, width };
}

async function readIdx(bytes: Buffer): Promise<GreyPicture[]> {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const { data, shape } = parseIdx(isGzip ? await promisify(gunzip)(bytes) : bytes);
  const [count, height, width] = shape;
  if (!(data instanceof Uint8Array) || shape.length !== 3)
    throw new MlpLabError('bad-data', `expected bytes [images, height, width], received [${shape.join(', ')}]`);
  const pixels = (i: number) => data.subarray(i * height * width, (i + 1) * height * width);
  return Array.from({ length: count }, (_, i) => ({ pixels: pixels(i), height, width }));
}
