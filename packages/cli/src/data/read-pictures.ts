// A file of pictures → grey images: the one of a PNG, prepared as MNIST's authors prepared theirs; all of an IDX file, unchanged.
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { MlpLabError } from '@mlp-lab/core';
import { type GreyPicture, parseIdx, toDigit } from '@mlp-lab/data-mnist';
import { PNG } from 'pngjs';

/**
 * @param size the side, in pixels, of the square images that the network takes.
 * @throws MlpLabError `io` for a file that can't be read, `bad-data` for one that is neither format or is damaged; both name the file.
 */
export async function readPictures(file: string, size: number): Promise<GreyPicture[]> {
  const bytes = await readFile(file).catch((cause) => {
    throw new MlpLabError('io', `${file} can't be read: ${cause.message}`, { cause });
  });
  try {
    return isPng(bytes) ? [toDigit(readPng(bytes), size)] : await readIdx(bytes);
  } catch (cause) {
    const expected = isPng(bytes) ? '' : 'expected a PNG picture or an IDX file: ';
    throw new MlpLabError('bad-data', `${file}: ${expected}${(cause as Error).message}`, { cause });
  }
}

const isPng = (bytes: Uint8Array) => Buffer.from(bytes.subarray(1, 4)).toString('latin1') === 'PNG';

/** Any PNG as 8-bit grey, over white where it is transparent. */
function readPng(bytes: Buffer): GreyPicture {
  const { width, height, data } = decode(bytes); // RGBA of 8 bits, whatever the file's depth and type of colour
  const pixels = Uint8Array.from({ length: width * height }, (_, i) => {
    const [red, green, blue, alpha] = data.subarray(4 * i, 4 * i + 4);
    const grey = 0.299 * red + 0.587 * green + 0.114 * blue; // ITU-R BT.601
    return Math.round(255 + (alpha / 255) * (grey - 255));
  });
  return { pixels, height, width };
}

function decode(bytes: Buffer) {
  try {
    return PNG.sync.read(bytes);
  } catch (cause) {
    throw new MlpLabError('bad-data', 'damaged PNG', { cause }); // the library's own words say nothing to users
  }
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
