// PNG files of every depth and type of colour, interlaced or not: the third edition of the specification, filter 0.
import { crc32, deflateSync } from 'node:zlib';

export interface PngKind {
  /** Bits a sample. */
  depth: 1 | 2 | 4 | 8 | 16;
  type: 'grey' | 'rgb' | 'palette' | 'grey-alpha' | 'rgba';
  interlaced?: boolean;
  /** White is stored as transparent: by tRNS, or by the alpha channel where there is one. */
  transparent?: boolean;
}

const TYPES = { grey: 0, rgb: 2, palette: 3, 'grey-alpha': 4, rgba: 6 };
const WHOLE = [[0, 0, 1, 1]];
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
]; // first column, first row, steps

/** The picture of `levels` shades of grey, `shades[row][column]` from 0 (black) to `levels` - 1 (white). */
export function pngOf({ depth, type, interlaced, transparent }: PngKind, shades: number[][], levels: number): Buffer {
  const [height, width] = [shades.length, shades[0].length];
  const white = 2 ** depth - 1;
  const samplesOf = (shade: number): number[] => {
    if (type === 'palette') return [shade];
    const grey = Math.round((shade * white) / (levels - 1));
    const alpha = transparent && shade === levels - 1 ? 0 : white;
    const colour = type === 'grey' || type === 'grey-alpha' ? [grey] : [grey, grey, grey];
    return type === 'grey-alpha' || type === 'rgba' ? [...colour, alpha] : colour;
  };
  const lines = (interlaced ? ADAM7 : WHOLE).flatMap(([left, top, across, down]) =>
    every(top, height, down).flatMap((row) => {
      const samples = every(left, width, across).flatMap((column) => samplesOf(shades[row][column]));
      return samples.length === 0 ? [] : [0, ...packed(samples, depth)];
    }),
  );
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([depth, TYPES[type], 0, 0, interlaced ? 1 : 0], 8);
  const greys = Array.from({ length: levels }, (_, shade) => Math.round((shade * 255) / (levels - 1)));
  const palette =
    type === 'palette'
      ? [
          chunk(
            'PLTE',
            greys.flatMap((grey) => [grey, grey, grey]),
          ),
        ]
      : [];
  return Buffer.concat([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', [...header]),
    ...palette,
    ...(transparent && type in TRANSPARENCY ? [chunk('tRNS', TRANSPARENCY[type](white, levels))] : []),
    chunk('IDAT', [...deflateSync(Uint8Array.from(lines))]),
    chunk('IEND', []),
  ]);
}

/** What tRNS says so that white is transparent. */
const TRANSPARENCY: Record<string, (white: number, levels: number) => number[]> = {
  grey: (white) => [white >> 8, white & 255],
  rgb: (white) => [1, 2, 3].flatMap(() => [white >> 8, white & 255]),
  palette: (_, levels) => Array.from({ length: levels }, (_, shade) => (shade === levels - 1 ? 0 : 255)),
};

const every = (from: number, to: number, step: number): number[] =>
  Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, i) => from + i * step);

/** Samples one behind the other, the last byte filled with zeros. */
function packed(samples: readonly number[], depth: number): number[] {
  const bits = samples.map((sample) => sample.toString(2).padStart(depth, '0')).join('');
  return (bits.match(/.{1,8}/g) ?? []).map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2));
}

function chunk(type: string, data: readonly number[]): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), Uint8Array.from(data)]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
