// The bytes of a PNG or JPEG file → a grey picture. The decoders are loaded when the first file of their kind comes.
import { describeValue, invalidArgument, MlpLabError } from '@mlp-lab/core';
import { luminance } from '../assemble/grey-images';
import type { GreyPicture } from '../digit/grey-picture';
import { exifOrientation, turned } from './exif-orientation';
import { decodeGreyPng } from './grey-png';

/** A picture that `decodePicture` read. */
export interface DecodedPicture extends GreyPicture {
  /** Whether it had colours, which became grey by their luminance. */
  readonly isColoured: boolean;
}

/** RGBA, 8 bits each. */
interface Decoded {
  data: Uint8Array;
  height: number;
  width: number;
}

const MAX_PIXELS = 100_000_000; // 100 megapixels, more than phones take

/**
 * A picture as 8-bit grey: PNG of every depth, over white where it is transparent (over black, if all of it is white); JPEG, upright as its
 * camera noted.
 *
 * @throws MlpLabError `bad-data` for a damaged file, one of more than 100 megapixels, and any other format, with what to do;
 * `invalid-argument` for anything else than bytes.
 */
export async function decodePicture(bytes: Uint8Array): Promise<DecodedPicture> {
  if (!(bytes instanceof Uint8Array)) throw invalidArgument('bytes', 'a Uint8Array', describeValue(bytes));
  if (startsWith(bytes, PNG)) {
    const grey = decodeGreyPng(bytes);
    return grey ? { ...grey, isColoured: false } : toGrey(await decodePng(bytes));
  }
  if (!startsWith(bytes, JPEG)) throw unreadable(bytes);
  const picture = toGrey(await decodeJpeg(bytes));
  return { ...picture, ...turned(picture, exifOrientation(bytes)) };
}

const PNG = [0x89, 0x50, 0x4e, 0x47];
const JPEG = [0xff, 0xd8, 0xff];

const startsWith = (bytes: Uint8Array, magic: readonly number[]) => magic.every((byte, i) => bytes[i] === byte);

async function decodePng(bytes: Uint8Array): Promise<Decoded> {
  const library = await import('pngjs');
  const { PNG: png } = library.PNG ? library : library.default; // bundlers find no names in the library's file for browsers
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length >= 24) checkSize(view.getUint32(16), view.getUint32(20));
  try {
    if (globalThis.Buffer) return png.sync.read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    return await new Promise((resolve, reject) => {
      new png().parse(bytes.slice() as Buffer, (error, picture) => (error ? reject(error) : resolve(picture))); // a browser
    });
  } catch (cause) {
    throw new MlpLabError('bad-data', 'damaged PNG', { cause }); // the library's own words say nothing to users
  }
}

async function decodeJpeg(bytes: Uint8Array): Promise<Decoded> {
  const { default: jpeg } = await import('jpeg-js');
  try {
    const limits = { maxResolutionInMP: MAX_PIXELS / 1e6, maxMemoryUsageInMB: 2048 };
    return jpeg.decode(bytes, { useTArray: true, ...limits });
  } catch (cause) {
    const { message } = cause as Error;
    if (/maxResolutionInMP|maxMemoryUsageInMB/.test(message)) throw tooLarge('more', cause);
    throw new MlpLabError('bad-data', 'damaged JPEG', { cause });
  }
}

function checkSize(width: number, height: number): void {
  if (width * height > MAX_PIXELS) throw tooLarge(`${width} × ${height}`);
}

const tooLarge = (received: string, cause?: unknown) =>
  new MlpLabError('bad-data', `too large: expected at most 100 megapixels, received ${received}`, { cause });

const NEARLY_WHITE = 250;

/** Over white, unless nothing is seen there: white ink without a background stands on black. */
function toGrey(picture: Decoded): DecodedPicture {
  const onWhite = over(255, picture);
  return onWhite.pixels.some((pixel) => pixel < NEARLY_WHITE) ? onWhite : over(0, picture);
}

function over(background: number, { data, height, width }: Decoded): DecodedPicture {
  const pixels = new Uint8Array(height * width);
  let isColoured = false;
  for (let i = 0, at = 0; i < pixels.length; i++, at += 4) {
    const [red, green, blue, alpha] = [data[at], data[at + 1], data[at + 2], data[at + 3]];
    if (red !== green || green !== blue) isColoured = true;
    const grey = luminance(red, green, blue);
    pixels[i] = alpha === 255 ? grey : Math.round(background + (alpha / 255) * (grey - background));
  }
  return { pixels, height, width, isColoured };
}

/** What other files are, and what to do with them. */
const OTHERS: readonly (readonly [pattern: RegExp, name: string, remedy: string])[] = [
  [
    /^....ftyp(hei|hev|mif|msf)/s,
    'HEIC',
    'save it as JPEG or PNG (on an iPhone: Settings, Camera, Formats, Most Compatible)',
  ],
  [/^....ftypavi/s, 'AVIF', 'save it as JPEG or PNG'],
  [/^RIFF....WEBP/s, 'WebP', 'save it as JPEG or PNG'],
  [/^GIF8/, 'GIF', 'save it as PNG'],
  [/^BM/, 'BMP', 'save it as PNG'],
  [/^(II\*|MM.\*)/s, 'TIFF', 'save it as PNG'],
  [/^%PDF/, 'PDF', 'save the page as PNG'],
  [/^\s*<(\?xml|svg)/, 'SVG', 'save it as PNG'],
];

function unreadable(bytes: Uint8Array): MlpLabError {
  const start = String.fromCharCode(...bytes.subarray(0, 64));
  const other = OTHERS.find(([pattern]) => pattern.test(start));
  const received = other ? `${other[1]}: ${other[2]}` : bytes.length === 0 ? 'an empty file' : 'another format';
  return new MlpLabError('bad-data', `expected a PNG picture or an IDX file or a JPEG photo, received ${received}`);
}
