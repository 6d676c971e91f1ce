// The commonest pictures of data sets, PNGs of grey bytes, in Node: read straight into their pixels. The library makes four bytes of each
// and as much garbage again, which is most of the time and the memory that 60,000 of them take. Whatever is unusual is left to it.
import { isBrowser } from '@mlp-lab/core';
import type { GreyPicture } from '../digit/grey-picture';

const SIGNATURE = 8; // bytes
const CHUNK = 12; // bytes of a chunk's length, name and checksum
const IHDR = 0x49484452;
const IDAT = 0x49444154;
const IEND = 0x49454e44;
const IGNORED = [0x74455874, 0x7a545874, 0x69545874, 0x70485973, 0x74494d45]; // tEXt, zTXt, iTXt, pHYs, tIME
const DEPTH_8_GREY = 0x08000000; // 8 bits, grey, deflated, filtered, not interlaced
const MOST_PIXELS = 1 << 20;

/** Undefined for every other PNG, for a damaged one, and in browsers. */
export function decodeGreyPng(bytes: Uint8Array): GreyPicture | undefined {
  if (isBrowser() || bytes.length < SIGNATURE + CHUNK + 13) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = SIGNATURE + 8;
  const [width, height] = [view.getUint32(at), view.getUint32(at + 4)];
  const isGrey =
    view.getUint32(SIGNATURE + 4) === IHDR && view.getUint32(at + 8) === DEPTH_8_GREY && bytes[at + 12] === 0;
  if (!isGrey || width === 0 || height === 0 || width * height > MOST_PIXELS) return undefined;
  const packed = onlyData(view, bytes);
  const rows = packed && inflated(packed, height * (width + 1));
  const pixels = rows && unfiltered(rows, height, width);
  return pixels && { pixels, height, width };
}

/** The contents of the one IDAT chunk, if nothing else bears on the pixels. */
function onlyData(view: DataView, bytes: Uint8Array): Uint8Array | undefined {
  let data: Uint8Array | undefined;
  for (let at = SIGNATURE + CHUNK + 13; at + CHUNK <= bytes.length; ) {
    const [length, name] = [view.getUint32(at), view.getUint32(at + 4)];
    if (name === IEND) return data;
    if (name === IDAT && data === undefined) data = bytes.subarray(at + 8, at + 8 + length);
    else if (!IGNORED.includes(name)) return undefined;
    at += CHUNK + length;
  }
  return undefined;
}

/** zlib checks the sum of what it unpacks. */
function inflated(packed: Uint8Array, size: number): Uint8Array | undefined {
  const { inflateSync } = process.getBuiltinModule('node:zlib');
  try {
    const rows = inflateSync(packed, { chunkSize: Math.max(64, size + 1), maxOutputLength: size });
    return rows.length === size ? rows : undefined;
  } catch {
    return undefined;
  }
}

/** Each row begins with its filter (PNG specification, 9.2): what was taken off each pixel is put back. */
function unfiltered(rows: Uint8Array, height: number, width: number): Uint8Array | undefined {
  const pixels = new Uint8Array(height * width);
  for (let row = 0; row < height; row++) {
    const filter = rows[row * (width + 1)];
    if (filter > 4) return undefined;
    const [from, to] = [row * (width + 1) + 1, row * width];
    for (let i = 0; i < width; i++) {
      const left = i > 0 ? pixels[to + i - 1] : 0;
      const above = row > 0 ? pixels[to + i - width] : 0;
      const corner = i > 0 && row > 0 ? pixels[to + i - width - 1] : 0;
      pixels[to + i] = rows[from + i] + guess(filter, left, above, corner); // modulo 256
    }
  }
  return pixels;
}

function guess(filter: number, left: number, above: number, corner: number): number {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return above;
  return filter === 3 ? (left + above) >> 1 : paeth(left, above, corner);
}

/** The neighbour that is nearest to left + above - corner. */
function paeth(left: number, above: number, corner: number): number {
  const [toLeft, toAbove] = [Math.abs(above - corner), Math.abs(left - corner)];
  const toCorner = Math.abs(left + above - 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}
