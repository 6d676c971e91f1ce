// A file of pictures → grey images: the one of a PNG or a JPEG, prepared as MNIST's authors prepared theirs; all of an IDX file,
// unchanged.
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { MlpLabError } from '@mlp-lab/core';
import { readFileBytes } from '@mlp-lab/core/files';
import { decodePicture, type GreyPicture, parseIdx, toDigit } from '@mlp-lab/data-mnist';

/**
 * @param size the side, in pixels, of the square images that the network takes.
 * @throws MlpLabError `io` for a file that can't be read; `bad-data` for one of another format, a damaged one, and a picture without a
 * digit; all name the file.
 */
export async function readPictures(file: string, size: number): Promise<GreyPicture[]> {
  const bytes = await readFileBytes(file, { isNamed: true }).catch((cause) => {
    throw new MlpLabError('io', `${file} can't be read: ${cause.message}`, { cause });
  });
  try {
    return isIdx(bytes) ? await readIdx(bytes) : [toDigit(await decodePicture(bytes), size)];
  } catch (cause) {
    throw new MlpLabError('bad-data', `${file}: ${(cause as Error).message}`, { cause });
  }
}

const isGzip = (bytes: Uint8Array) => bytes[0] === 0x1f && bytes[1] === 0x8b;
const isIdx = (bytes: Uint8Array) => isGzip(bytes) || (bytes[0] === 0 && bytes[1] === 0 && bytes[3] === 3);

const MAX_IDX = 2 ** 30; // bytes, as data-mnist limits archives

async function readIdx(bytes: Uint8Array): Promise<GreyPicture[]> {
  const plain = isGzip(bytes) ? await promisify(gunzip)(bytes, { maxOutputLength: MAX_IDX }) : bytes;
  const { data, shape } = parseIdx(plain);
  const [count, height, width] = shape;
  if (!(data instanceof Uint8Array) || shape.length !== 3)
    throw new MlpLabError('bad-data', `expected bytes [images, height, width], received [${shape.join(', ')}]`);
  const pixels = (i: number) => data.subarray(i * height * width, (i + 1) * height * width);
  return Array.from({ length: count }, (_, i) => ({ pixels: pixels(i), height, width }));
}
