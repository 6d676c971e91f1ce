import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { datasetDigest, loadMnist } from '@mlp-lab/data-mnist';
import { afterEach, describe, expect, it } from 'vitest';
import { chromiumPath, inChromium, withPage } from '../../../scripts/open-page';
import { type Files, smallSet } from './idx-bytes';

const PAGE = fileURLToPath(new URL('./browser/page.ts', import.meta.url));
const FIXTURES = fileURLToPath(new URL('../../../fixtures/data-mnist/', import.meta.url));
/** Files of every format that is one: a page reads the same bytes from them as Node does. */
const FORMATS = [
  ...['files/keras.npz', 'files/named.csv', 'variants/csv-spaces/train.csv', 'files/sparse.arff', 'files/pictures.zip'],
  ...['variants/parquet-zstd/train.parquet', 'variants/parquet-filters/train.parquet', 'files/openml.pq'],
];
const LABELS = 'train-labels-idx1-ubyte';

interface Page {
  load(source: string, checksums: Record<string, string>): Promise<{ labels: number[]; progress: object[] }>;
  damage(url: string): Promise<boolean>;
  digestOf(source: string): Promise<string>;
}

const server = createServer();
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

describe.skipIf(!chromiumPath)(inChromium, () => {
  it('caches verified files, downloads damaged or outdated ones again, and reads every format as Node does', async () => {
    const files: Files = smallSet();
    const zipped: Files = { ...files, [LABELS]: Uint8Array.from(gzipSync(files[LABELS])) }; // cached uncompressed
    const requested: string[] = [];
    server.on('request', ({ url = '' }, response) => {
      requested.push(url.slice(1));
      response.setHeader('access-control-allow-origin', '*');
      const fixture = FORMATS.find((name) => url === `/fixtures/${name}`);
      const bytes = fixture ? readFileSync(FIXTURES + fixture) : zipped[url.slice(1)];
      response.statusCode = bytes ? 200 : 404;
      response.end(bytes);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const source = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const checksums = checksumsOf(files);

    await withPage({ page: PAGE }, async (page) => {
      await page.waitForFunction(() => 'load' in globalThis);
      const load = async () => {
        requested.length = 0;
        const args = [source, checksums] as const;
        const loaded = await page.evaluate(([url, sums]) => (globalThis as unknown as Page).load(url, sums), args);
        return { ...loaded, requested: [...requested] };
      };

      const first = await load();
      expect(first).toMatchObject({ labels: [2, 0, 1], requested: Object.keys(files) });
      expect(first.progress[0]).toEqual({ file: 'train-images-idx3-ubyte', received: 28, total: 28 });

      const second = await load();
      expect(second).toMatchObject({ labels: [2, 0, 1], requested: [] });
      expect(second.progress[0]).toEqual({ file: 'train-images-idx3-ubyte', received: 28, total: 28, cached: true });

      expect(await page.evaluate((url) => (globalThis as unknown as Page).damage(url), source + LABELS)).toBe(true);
      expect(await load()).toMatchObject({ labels: [2, 0, 1], requested: [LABELS] });
      expect((await load()).requested).toEqual([]);

      files[LABELS] = files[LABELS].with(-1, 0); // the file on the server has changed, and so has its checksum
      zipped[LABELS] = files[LABELS];
      Object.assign(checksums, checksumsOf(files));
      expect(await load()).toMatchObject({ labels: [2, 0, 0], requested: [LABELS] });

      for (const name of FORMATS) {
        const read = await page.evaluate(
          (url) => (globalThis as unknown as Page).digestOf(url),
          `${source}fixtures/${name}`,
        );
        expect([name, read]).toEqual([name, await datasetDigest(await loadMnist({ source: FIXTURES + name }))]);
      }
    });
  });
});

const checksumsOf = (files: Files) =>
  Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [name, createHash('sha256').update(bytes).digest('hex')]),
  );
