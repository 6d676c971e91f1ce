import { MlpLabError } from '@mlp-lab/core';
import { parseIdx } from '@mlp-lab/data-mnist';
import { describe, expect, it } from 'vitest';
import { idx } from './idx-bytes';

const text = (characters: string) => new TextEncoder().encode(characters);

describe('parseIdx', () => {
  it('reads unsigned bytes of any number of dimensions, as a view of the file', () => {
    const file = idx([2, 1, 3], [0, 1, 2, 253, 254, 255]);
    const { data, shape } = parseIdx(file);
    expect(data).toEqual(Uint8Array.of(0, 1, 2, 253, 254, 255));
    expect(shape).toEqual([2, 1, 3]);
    expect(data.buffer).toBe(file.buffer);
  });

  it('reads a file that is part of a larger buffer', () => {
    const file = idx([2], [7, 8]);
    const larger = new Uint8Array(file.length + 5);
    larger.set(file, 3);
    expect(parseIdx(larger.subarray(3, 3 + file.length)).data).toEqual(Uint8Array.of(7, 8));
  });

  it('gives plain bytes for a Node buffer, whose slices behave differently', () => {
    const { data } = parseIdx(Buffer.from(idx([2], [7, 8])));
    expect(Buffer.isBuffer(data)).toBe(false);
    expect(data).toEqual(Uint8Array.of(7, 8));
  });

  it('reads big-endian 32-bit integers', () => {
    const { data } = parseIdx(idx([3], [0, 0, 1, 2, 255, 255, 255, 254, 128, 0, 0, 0], 0x0c));
    expect(data).toEqual(Int32Array.of(258, -2, -(2 ** 31)));
  });

  it('reads big-endian floats', () => {
    // 1.5 is 3FC00000 and -0.15625 is BE200000
    const { data } = parseIdx(idx([2], [0x3f, 0xc0, 0, 0, 0xbe, 0x20, 0, 0], 0x0d));
    expect(data).toEqual(Float32Array.of(1.5, -0.15625));
  });

  it('reads big-endian doubles', () => {
    // -2 is C000000000000000 and 1/3 is 3FD5555555555555
    const bytes = [0xc0, 0, 0, 0, 0, 0, 0, 0, 0x3f, 0xd5, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55];
    expect(parseIdx(idx([2, 1], bytes, 0x0e))).toEqual({ data: Float64Array.of(-2, 1 / 3), shape: [2, 1] });
  });

  it('reads a file of no numbers', () => {
    expect(parseIdx(idx([0, 28, 28], []))).toEqual({ data: new Uint8Array(0), shape: [0, 28, 28] });
  });

  it('reads signed bytes and shorts', () => {
    expect(parseIdx(idx([2], [255, 1], 0x09)).data).toEqual(Int32Array.of(-1, 1));
    expect(parseIdx(idx([2], [255, 255, 1, 2], 0x0b)).data).toEqual(Int32Array.of(-1, 258));
  });

  it.each([
    ['nothing', Uint8Array.of(), 'empty: expected at least 4 bytes, received 0'],
    ['part of a magic number', Uint8Array.of(0, 0), 'truncated: expected a magic number of 4 bytes, received 2 bytes'],
    [
      'a wrong magic number',
      Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d),
      'wrong magic number: expected 00 00, a type and a number of dimensions, received 89 50 4e 47',
    ],
    [
      'an unsupported type',
      idx([1], [0, 0], 0x0a),
      'unknown type: expected 08 or 09 (byte), 0b (short), 0c (int), 0d (float) or 0e (double), received 0a',
    ],
    ['no dimensions', idx([], []), 'no dimensions: expected at least 1, received 0'],
    [
      'part of a header',
      idx([2, 3], []).subarray(0, 9),
      'truncated: expected a header of 12 bytes for 2 dimensions, received 9 bytes',
    ],
    [
      'fewer numbers than the shape',
      idx([2, 3], [1, 2, 3]),
      'truncated: expected 18 bytes for the shape [2, 3], received 15 bytes',
    ],
    [
      'fewer numbers than a shape of wide numbers',
      idx([2], [1, 2, 3, 4], 0x0e),
      'truncated: expected 24 bytes for the shape [2], received 12 bytes',
    ],
    ['more numbers than the shape', idx([2], [1, 2, 3]), 'too long: expected 10 bytes for the shape [2], received 11'],
    [
      'gzip data',
      Uint8Array.of(0x1f, 0x8b, 8, 0),
      'not IDX data: it is gzip-compressed: decompress it first (loadMnist does)',
    ],
    ['a zip archive', text('PK\x03\x04…'), 'not IDX data: it is a zip archive: unpack it first'],
    ['a web page', text('\n<!doctype html>'), 'not IDX data: it looks like HTML: is the URL right?'],
    [
      'a Git LFS pointer',
      text('version https://git-lfs.github.com/spec/v1'),
      'not IDX data: it is a Git LFS pointer: run git lfs pull',
    ],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => parseIdx(bytes)).toThrow(new MlpLabError('bad-data', message));
    expect(() => parseIdx(bytes)).toThrow(expect.objectContaining({ code: 'bad-data' }));
  });
});
