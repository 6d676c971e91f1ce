import { crc32, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { PixelsMark } from '../src/chart';
import { pixelsPng } from '../src/render/pixels-png';

const mark = (more: Partial<PixelsMark>): PixelsMark => ({
  kind: 'pixels',
  scheme: 'ink',
  x: 0,
  y: 0,
  width: 1,
  height: 1,
  columns: 3,
  rows: 2,
  values: [0, 0.5, 1, 1, 0, 0.2],
  ...more,
});

/** The chunks of a PNG by type, their checksums checked against zlib's. */
function chunks(address: string): Record<string, Buffer> {
  const png = Buffer.from(address.replace('data:image/png;base64,', ''), 'base64');
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

test('a picture is a PNG of 16 colours whose rows are its pixels in fifteenths', () => {
  const { IHDR, IDAT } = chunks(pixelsPng(mark({})));
  expect([IHDR.readUInt32BE(0), IHDR.readUInt32BE(4), IHDR[8], IHDR[9]]).toEqual([3, 2, 4, 3]);
  // 0, 0.5, 1 → 0, 8, 15 and 1, 0, 0.2 → 15, 0, 3; two pixels a byte, a filter byte before each row
  expect([...inflateSync(IDAT)]).toEqual([0, 0x08, 0xf0, 0, 0xf0, 0x30]);
});

test('paper is transparent, and full ink is opaque', () => {
  const { tRNS } = chunks(pixelsPng(mark({})));
  expect([tRNS[0], tRNS[15]]).toEqual([0, 255]);
});

test('negative weights are blue, positive ones vermillion, zero is paper', () => {
  const { IDAT, PLTE, tRNS } = chunks(
    pixelsPng(mark({ scheme: 'diverging', columns: 3, rows: 1, values: [-1, 0, 1] })),
  );
  const [, pair, last] = inflateSync(IDAT);
  const levels = [pair >> 4, pair & 15, last >> 4];
  expect(levels.map((level) => tRNS[level])).toEqual([255, 0, 255]);
  expect([...PLTE.subarray(3 * levels[0], 3 * levels[0] + 3)]).toEqual([0, 114, 178]);
  expect([...PLTE.subarray(3 * levels[2], 3 * levels[2] + 3)]).toEqual([213, 94, 0]);
});

test('a picture larger than one deflate block is whole', () => {
  const { IDAT } = chunks(pixelsPng(mark({ columns: 400, rows: 400, values: new Float32Array(160_000).fill(1) })));
  const rows = inflateSync(IDAT);
  expect(rows.length).toBe(400 * 201);
  expect(rows.at(-1)).toBe(0xff);
});
