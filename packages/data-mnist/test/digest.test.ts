import { createHash } from 'node:crypto';
import { type Dataset, firstImages } from '@mlp-lab/core';
import { datasetDigest, idxFiles, isMnist, loadMnist } from '@mlp-lab/data-mnist';
import { afterEach, expect, it, vi } from 'vitest';

const bytes = (...values: number[]) => Uint8Array.from(values);
const set = (first: number) => ({ images: bytes(first, 2, 3, 4), labels: bytes(0, 1), count: 2, height: 1, width: 2 });
const small = (first = 1): Dataset => ({ name: 'small', classes: 2, train: set(first), test: set(1) });
const sha256 = (...parts: (Uint8Array | string)[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');

afterEach(() => vi.unstubAllGlobals());

it('is what sha256sum of the four files, and of its own output, prints', async () => {
  const lines = Object.entries(idxFiles(small())).map(([name, parts]) => `${sha256(...parts)}  ${name}\n`);
  expect(await datasetDigest(small())).toBe(sha256(lines.join('')));
});

it('knows MNIST by all of its bytes, not by its name', async () => {
  const mnist = await loadMnist();
  expect(isMnist(mnist)).toBe(true);
  expect(mnist.digest).toBe(await datasetDigest({ ...mnist, name: 'digits' }));
  const first = { ...mnist, train: firstImages(mnist.train, 1000) };
  expect(first.digest).toBeUndefined(); // no copy inherits it
  expect(isMnist({ digest: await datasetDigest(first) })).toBe(false);
});

it('changes with a pixel, a label, and the shape of the images', async () => {
  const digest = await datasetDigest(small());
  expect(await datasetDigest({ ...small(), name: 'other' })).toBe(digest);
  expect(await datasetDigest(small(9))).not.toBe(digest);
  const { train } = small();
  for (const changed of [
    { ...train, labels: bytes(1, 1) },
    { ...train, height: 2, width: 1 },
  ])
    expect(await datasetDigest({ ...small(), train: changed })).not.toBe(digest);
});

it('is the same in browsers, with Web Crypto and on pages without it', async () => {
  const digest = await datasetDigest(small());
  vi.stubGlobal('process', { ...process, versions: {} });
  const withWebCrypto = await datasetDigest(small());
  vi.stubGlobal('crypto', {});
  expect([withWebCrypto, await datasetDigest(small())]).toEqual([digest, digest]);
});
