// A small image as the data URL of a PNG, which is a tenth of the size of one SVG rectangle per pixel: 16 colours, 4 bits per
// pixel. PNG specification, third edition.
import { zlibSync } from 'fflate';
import type { PixelsMark } from '../chart';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const LEVELS = 15;
const MOST_TIMES = 16;

type Mode = 'light' | 'dark';

/**
 * The image as `data:image/png;base64,…`, enlarged to about the size at which it is drawn, because librsvg and LibreOffice smooth
 * images, whatever an SVG says. The background is transparent, so that the theme shows through.
 */
export function pixelsPng(mark: PixelsMark, mode: Mode): string {
  const { palette, alpha } = PALETTES[mode][mark.scheme];
  const times = timesLarger(mark);
  const header = [...uint32(times * mark.columns), ...uint32(times * mark.rows), 4, 3, 0, 0, 0];
  const bytes = [
    ...SIGNATURE,
    ...chunk('IHDR', header),
    ...chunk('PLTE', palette),
    ...chunk('tRNS', alpha),
    ...chunk('IDAT', zlibSync(scanlines(mark, times), { level: 9 })),
    ...chunk('IEND', []),
  ];
  return `data:image/png;base64,${btoa(bytes.map((byte) => String.fromCharCode(byte)).join(''))}`;
}

/** How many pixels of the PNG make one of the image, across and down. */
function timesLarger({ width, height, columns, rows }: PixelsMark): number {
  return Math.max(1, Math.min(MOST_TIMES, Math.ceil(Math.max(width / columns, height / rows))));
}

/** Okabe-Ito vermillion and blue, lighter on dark. */
const HUES = {
  light: { negative: [0, 114, 178], positive: [213, 94, 0] },
  dark: { negative: [0, 160, 249], positive: [255, 132, 0] },
};

const PALETTES = { light: palettes('light'), dark: palettes('dark') };

/**
 * `ink`: black (white on dark) with an opacity of 0 to 15 fifteenths. `diverging`: negative for 0 to 6, transparent at 7, positive
 * for 8 to 14.
 */
function palettes(mode: Mode) {
  const ink = mode === 'light' ? 0 : 255;
  const { negative, positive } = HUES[mode];
  return {
    ink: palette((level) => [ink, ink, ink, level / LEVELS]),
    diverging: palette((level) => [...(level < 7 ? negative : positive), Math.min(1, Math.abs(level - 7) / 7)]),
  };
}

function palette(color: (level: number) => number[]): { palette: number[]; alpha: number[] } {
  const colors = Array.from({ length: LEVELS + 1 }, (_, level) => color(level));
  return { palette: colors.flatMap((c) => c.slice(0, 3)), alpha: colors.map((c) => Math.round(c[3] * 255)) };
}

/** The rows of the PNG, two pixels per byte, each row after a byte that says that it is not filtered. */
function scanlines({ values, rows, columns, scheme }: PixelsMark, times: number): Uint8Array {
  const level = scheme === 'ink' ? (v: number) => v * LEVELS : (v: number) => 7 + v * 7;
  const across = Math.ceil((times * columns) / 2);
  const bytes = new Uint8Array(times * rows * (1 + across));
  for (let row = 0; row < rows; row++) {
    const at = row * times * (1 + across) + 1;
    for (let x = 0; x < times * columns; x++) {
      const value = Math.round(level(values[row * columns + Math.floor(x / times)]));
      bytes[at + (x >> 1)] |= x % 2 === 0 ? value << 4 : value;
    }
    for (let copy = 1; copy < times; copy++) bytes.copyWithin(at + copy * (1 + across), at, at + across);
  }
  return bytes;
}

function chunk(type: string, data: ArrayLike<number>): number[] {
  const body = [...type].map((char) => char.charCodeAt(0)).concat(Array.from(data));
  return [...uint32(data.length), ...body, ...uint32(crc32(body))];
}

const uint32 = (value: number): number[] => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);

function crc32(bytes: number[]): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}
