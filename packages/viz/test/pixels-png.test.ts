// The images inside SVG, read back from it.
import { crc32, inflateSync } from 'node:zlib';
import { type Mark, renderSvg } from '@mlp-lab/viz';
import { expect, test } from 'vitest';

type Pixels = Extract<Mark, { kind: 'pixels' }>;

/** The chunks of the PNG that SVG holds for an image, by type; their checksums are compared with zlib's. */
function chunks(image: Pick<Pixels, 'scheme' | 'columns' | 'rows' | 'values'>): Record<string, Buffer> {
  const mark: Mark = { kind: 'pixels', x: 0, y: 0, width: 1, height: 1, ...image };
  const svg = renderSvg({ width: 1, height: 1, title: 'image', desc: 'image', marks: [mark] });
  const png = Buffer.from(svg.match(/data:image\/png;base64,([^"]+)/)![1], 'base64');
  const found: Record<string, Buffer> = {};
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const body = png.subarray(at + 4, at + 8 + length);
    expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(body));
    found[body.toString('latin1', 0, 4)] = body.subarray(4);
    at += length + 12;
  }
  return found;
}

const ink = { scheme: 'ink', columns: 3, rows: 2, values: [0, 0.5, 1, 1, 0, 0.2] } as const;

test('an image is a PNG of 16 colours whose rows are its pixels in fifteenths', () => {
  const { IHDR, IDAT } = chunks(ink);
  expect([IHDR.readUInt32BE(0), IHDR.readUInt32BE(4), IHDR[8], IHDR[9]]).toEqual([3, 2, 4, 3]);
  // 0, 0.5, 1 → 0, 8, 15 and 1, 0, 0.2 → 15, 0, 3; two pixels per byte, a filter byte before each row
  expect([...inflateSync(IDAT)]).toEqual([0, 0x08, 0xf0, 0, 0xf0, 0x30]);
});

test('the background is transparent, and full ink is opaque', () => {
  const { tRNS } = chunks(ink);
  expect([tRNS[0], tRNS[15]]).toEqual([0, 255]);
});

test('negative weights are blue, positive ones vermillion, zero is transparent', () => {
  const { IDAT, PLTE, tRNS } = chunks({ scheme: 'diverging', columns: 3, rows: 1, values: [-1, 0, 1] });
  const [, pair, last] = inflateSync(IDAT);
  const levels = [pair >> 4, pair & 15, last >> 4];
  expect(levels.map((level) => tRNS[level])).toEqual([255, 0, 255]);
  expect([...PLTE.subarray(3 * levels[0], 3 * levels[0] + 3)]).toEqual([0, 114, 178]);
  expect([...PLTE.subarray(3 * levels[2], 3 * levels[2] + 3)]).toEqual([213, 94, 0]);
});

test('an image larger than one deflate block is complete', () => {
  const { IDAT } = chunks({ scheme: 'ink', columns: 400, rows: 400, values: new Float32Array(160_000).fill(1) });
  const rows = inflateSync(IDAT);
  expect(rows.length).toBe(400 * 201);
  expect(rows.at(-1)).toBe(0xff);
});
