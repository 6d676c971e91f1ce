import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { gunzip } from './gunzip';
import { idxSize } from './parse-idx';

const packed = (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes));
const idx = (shape: number[], length: number) =>
  Uint8Array.from([0, 0, 8, shape.length, ...shape.flatMap((n) => [0, 0, n >> 8, n & 255]), ...Array(length).fill(7)]);

it('stops at the first byte that the header has no room for', async () => {
  const whole = idx([3, 2, 2], 12);
  expect(await gunzip(packed(whole), 'a.gz', idxSize)).toEqual(whole);
  const bomb = Buffer.concat([idx([3, 2, 2], 12), Buffer.alloc(64 << 20)]);
  await expect(gunzip(packed(bomb), 'a.gz', idxSize)).rejects.toMatchObject({
    code: 'bad-data',
    message: 'a.gz: too long: expected at most 28 bytes when it is unpacked, received more',
  });
  expect(process.memoryUsage.rss()).toBeLessThan(1 << 30);
});

it('refuses what begins otherwise before the rest is unpacked', async () => {
  await expect(gunzip(packed(new Uint8Array(64 << 20)), 'a.gz', idxSize)).rejects.toThrowError(
    /unknown type: .*received 00/,
  );
  await expect(gunzip(packed(new Uint8Array(64 << 20).fill(1)), 'a.gz', idxSize)).rejects.toThrowError(
    /wrong magic number/,
  );
});

it('tells a size only from a whole header', () => {
  expect(idxSize(idx([3, 2, 2], 0).subarray(0, 15))).toBeUndefined();
  expect(idxSize(idx([3, 2, 2], 0))).toBe(28);
  expect(idxSize(idx([], 0).subarray(0, 3))).toBeUndefined();
});
