// A small image as the data URL of a PNG, which is a tenth of the size of one SVG rectangle per pixel: 16 colours, 4 bits per
// pixel, uncompressed (stored deflate blocks). PNG specification, third edition; zlib: RFC 1950; deflate: RFC 1951.
import type { PixelsMark } from '../chart';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const LEVELS = 15;
const NEGATIVE = [0, 114, 178]; // Okabe-Ito blue
const POSITIVE = [213, 94, 0]; // Okabe-Ito vermillion

/** The image as `data:image/png;base64,…`. The background is transparent, so that the theme shows through. */
export function pixelsPng(mark: PixelsMark): string {
  const { palette, alpha } = PALETTES[mark.scheme];
  const header = [...uint32(mark.columns), ...uint32(mark.rows), 4, 3, 0, 0, 0];
  const bytes = [
    ...SIGNATURE,
    ...chunk('IHDR', header),
    ...chunk('PLTE', palette),
    ...chunk('tRNS', alpha),
    ...chunk('IDAT', zlibStored(scanlines(mark))),
    ...chunk('IEND', []),
  ];
  return `data:image/png;base64,${btoa(bytes.map((byte) => String.fromCharCode(byte)).join(''))}`;
}

/** `ink`: black with an opacity of 0 to 15 fifteenths. `diverging`: blue for 0 to 6, transparent at 7, vermillion for 8 to 14. */
const PALETTES = {
  ink: palette((level) => [0, 0, 0, level / LEVELS]),
  diverging: palette((level) => [...(level < 7 ? NEGATIVE : POSITIVE), Math.min(1, Math.abs(level - 7) / 7)]),
};

function palette(color: (level: number) => number[]): { palette: number[]; alpha: number[] } {
  const colors = Array.from({ length: LEVELS + 1 }, (_, level) => color(level));
  return { palette: colors.flatMap((c) => c.slice(0, 3)), alpha: colors.map((c) => Math.round(c[3] * 255)) };
}

function scanlines({ values, rows, columns, scheme }: PixelsMark): number[] {
  const level = scheme === 'ink' ? (v: number) => v * LEVELS : (v: number) => 7 + v * 7;
  const bytes: number[] = [];
  for (let row = 0; row < rows; row++) {
    bytes.push(0); // no filter
    for (let column = 0; column < columns; column += 2) {
      const at = row * columns + column;
      const right = column + 1 < columns ? level(values[at + 1]) : 0;
      bytes.push((Math.round(level(values[at])) << 4) | Math.round(right));
    }
  }
  return bytes;
}

function zlibStored(bytes: number[]): number[] {
  const out = [0x78, 0x01];
  for (let from = 0; from < bytes.length; from += 0xffff) {
    const block = bytes.slice(from, from + 0xffff);
    const last = from + 0xffff >= bytes.length ? 1 : 0;
    out.push(last, block.length & 255, block.length >> 8, ~block.length & 255, (~block.length >> 8) & 255);
    for (const byte of block) out.push(byte);
  }
  return [...out, ...uint32(adler32(bytes))];
}

function chunk(type: string, data: number[]): number[] {
  const body = [...type].map((char) => char.charCodeAt(0)).concat(data);
  return [...uint32(data.length), ...body, ...uint32(crc32(body))];
}

const uint32 = (value: number): number[] => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);

function adler32(bytes: number[]): number {
  let a = 1;
  let b = 0;
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return b * 65536 + a;
}

function crc32(bytes: number[]): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}
