import { createHash } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { type LoadMnistOptions, type LoadProgress, loadMnist } from '@mlp-lab/data-mnist';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Files, idx, smallSet } from './idx-bytes';

let server: Server | undefined;
afterEach(async () => {
  vi.unstubAllGlobals();
  server?.closeAllConnections();
  await new Promise((done) => (server ? server.close(done) : done(undefined)));
  server = undefined;
});

/** Starts a server on this machine; resolves to the URL of its folder. */
async function listen(answer: RequestListener): Promise<string> {
  const started = createServer(answer);
  server = started;
  await new Promise<void>((done) => started.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}/kmnist`;
}

/** Serves files under /kmnist/; `otherwise` answers every other request. */
const serve =
  (files: Files, otherwise: RequestListener = (_, response) => response.writeHead(404).end('none')): RequestListener =>
  (request, response) => {
    const file = files[new URL(request.url ?? '', 'http://localhost').pathname.replace('/kmnist/', '')];
    if (file) response.writeHead(200, { 'content-length': file.length }).end(file);
    else otherwise(request, response);
  };

async function failure(options: LoadMnistOptions) {
  const outcome = await loadMnist(options).catch((error) => error);
  expect(outcome).toMatchObject({ name: 'MlpLabError' });
  return outcome as Error & { code: string };
}

describe('loadMnist of a URL', () => {
  it('reads the four files and names the set after the folder', async () => {
    const source = await listen(serve(smallSet()));
    const dataset = await loadMnist({ source });
    expect(dataset).toMatchObject({ name: 'kmnist', classes: 3, train: { count: 3 }, test: { count: 2 } });
    expect(dataset.test.images).toEqual(Uint8Array.of(9, 8, 7, 6, 5, 4, 3, 2));
  });

  it('takes a URL object with a slash at its end, and keeps the query', async () => {
    const queries = new Set<string | null>();
    const files = serve(smallSet());
    const source = await listen((request, response) => {
      queries.add(new URL(request.url ?? '', 'http://localhost').search);
      files(request, response);
    });
    expect((await loadMnist({ source: new URL(`${source}/?key=1`) })).train.count).toBe(3);
    expect([...queries]).toEqual(['?key=1']);
  });

  it('sends the given headers with every request', async () => {
    const seen: (string | undefined)[] = [];
    const files = serve(smallSet());
    const source = await listen((request, response) => {
      seen.push(request.headers.authorization);
      files(request, response);
    });
    await loadMnist({ source, headers: { authorization: 'Bearer 1' } });
    expect(seen).toEqual(Array(4).fill('Bearer 1'));
  });

  it('falls back to .gz and reports its progress', async () => {
    const zipped = Object.entries(smallSet()).map(([file, bytes]) => [`${file}.gz`, Uint8Array.from(gzipSync(bytes))]);
    const files: Files = Object.fromEntries(zipped);
    const source = await listen(serve(files));
    const last = new Map<string, LoadProgress>();
    const dataset = await loadMnist({ source, onProgress: (step) => last.set(step.file, step) });
    expect(dataset.train.labels).toEqual(Uint8Array.of(2, 0, 1));
    expect([...last.values()]).toEqual(
      Object.entries(files).map(([file, { length }]) => ({ file, received: length, total: length })),
    );
  });

  it('reads files that the server compresses, whose total length is unknown', async () => {
    const files = smallSet();
    const source = await listen((request, response) => {
      const body = gzipSync(files[request.url?.replace('/kmnist/', '') ?? '']);
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': body.length }).end(body);
    });
    const totals: (number | undefined)[] = [];
    const dataset = await loadMnist({ source, onProgress: ({ total }) => totals.push(total) });
    expect(dataset.train.count).toBe(3);
    expect(new Set(totals)).toEqual(new Set([undefined]));
  });

  it('ignores the start page that a server sends for an unknown path', async () => {
    const { 'train-images-idx3-ubyte': images, ...rest } = smallSet();
    const page: RequestListener = (_, response) =>
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<!doctype html>');
    const source = await listen(serve({ ...rest, 'train-images.idx3-ubyte': images }, page));
    expect((await loadMnist({ source })).train.count).toBe(3);
  });

  it('reads a file at a URL, with and without an ending', async () => {
    const rows = Array.from({ length: 12 }, (_, i) => `${i % 2},0,0,0,${i}`).join('\n');
    const csv = Uint8Array.from(Buffer.from(`label,a,b,c,d\n${rows}\n`));
    const source = await listen(serve({ 'small.csv': csv, download: csv }));
    const named = await loadMnist({ source: `${source}/small.csv` });
    expect(named).toMatchObject({ name: 'small', classes: 2, train: { count: 10 }, test: { count: 2 } });
    expect((await loadMnist({ source: `${source}/download` })).train).toEqual(named.train);
  });

  it('reads a file whatever the server calls it, and after a redirect', async () => {
    const rows = Array.from({ length: 12 }, (_, i) => `${i % 2},0,0,0,${i}`).join('\n');
    const csv = Uint8Array.from(Buffer.from(`label,a,b,c,d\n${rows}\n`));
    const types: Record<string, string | undefined> = { '/html': 'text/html', '/bytes': 'application/octet-stream' };
    const source = await listen((request, response) => {
      const { pathname, search } = new URL(request.url ?? '', 'http://localhost');
      if (pathname.startsWith('/moved'))
        return void response.writeHead(302, { location: `/here/a.csv${search}` }).end();
      const type = types[pathname.slice(0, pathname.lastIndexOf('/'))];
      response.writeHead(200, type === undefined ? {} : { 'content-type': type });
      response.end(search === '?download=true' ? csv : '<html>');
    });
    for (const path of ['/html/a.csv', '/bytes/a.csv', '/none/a.csv', '/moved/a.csv']) {
      const { train, test } = await loadMnist({ source: `${new URL(path, source)}?download=true` });
      expect(train.count + test.count).toBe(12);
    }
    expect((await failure({ source: new URL('/html/a.csv', source) })).message).toBe(
      `${new URL('/html/a.csv', source)}: missing: an HTML page`,
    );
  });

  it('asks for a file by its URL as it was given, which may be signed, and takes any % sign', async () => {
    const asked: (string | undefined)[] = [];
    const source = await listen((request, response) => {
      asked.push(request.url);
      response.writeHead(404).end();
    });
    for (const path of ['/a%2Fb%20(1).csv?key=%2B', '/100%25.csv', '/100%.csv']) {
      expect((await failure({ source: new URL(source).origin + path })).message).toContain('missing: HTTP 404');
      expect(asked.pop()).toBe(path);
    }
  });

  it('has a sixth of a training set set aside where the server has no test set', async () => {
    const images = idx(
      [6, 2, 2],
      Array.from({ length: 24 }, (_, i) => i),
    );
    const labels = idx([6], [0, 1, 0, 1, 0, 1]);
    const source = await listen(serve({ 'train-images-idx3-ubyte': images, 'train-labels.idx1-ubyte': labels }));
    const { train, test, notes } = await loadMnist({ source });
    expect([train.count, test.count]).toEqual([5, 1]);
    expect(notes).toEqual([expect.stringContaining('There is no test set')]);
  });

  it('says which names were tried, and the answers', async () => {
    const source = await listen(serve({}));
    const error = await failure({ source });
    expect(error.code).toBe('bad-data');
    expect(error.message).toBe(
      `${source}/train-images-idx3-ubyte: missing: tried train-images-idx3-ubyte (HTTP 404 Not Found), ` +
        'train-images-idx3-ubyte.gz (HTTP 404 Not Found), train-images.idx3-ubyte (HTTP 404 Not Found), ' +
        'train-images.idx3-ubyte.gz (HTTP 404 Not Found): on a server, a folder holds IDX files; of another format, give the URL of the file',
    );
  });

  it('fails where only the last file is missing', async () => {
    const { 't10k-labels-idx1-ubyte': _, ...rest } = smallSet();
    const error = await failure({ source: await listen(serve(rest)) });
    expect(error.message).toContain('t10k-labels-idx1-ubyte: missing');
  });

  it('fails at once where the server fails', async () => {
    let requests = 0;
    const source = await listen((_, response) => {
      requests++;
      response.writeHead(503).end();
    });
    const error = await failure({ source });
    expect(error.code).toBe('io');
    expect(error.message).toBe(
      `${source}/train-images-idx3-ubyte: expected HTTP status 200, received 503 Service Unavailable`,
    );
    expect(requests).toBe(1);
  });

  it('says after how many bytes the connection was lost', async () => {
    const source = await listen((_, response) => {
      response.writeHead(200, { 'content-length': 28 });
      response.write(Uint8Array.of(0, 0, 8, 3), () => response.destroy());
    });
    const error = await failure({ source });
    expect(error).toMatchObject({ code: 'io', cause: expect.anything() });
    expect(error.message).toContain(`${source}/train-images-idx3-ubyte: connection lost after 4 bytes: `);
  });

  it('refuses a complete answer that is too short', async () => {
    const files = smallSet();
    const short = files['train-images-idx3-ubyte'].subarray(0, 20);
    const source = await listen(serve({ ...files, 'train-images-idx3-ubyte': short }));
    const error = await failure({ source });
    expect(error.code).toBe('bad-data');
    expect(error.message).toBe(
      `${source}/train-images-idx3-ubyte: truncated: expected 28 bytes for the shape [3, 2, 2], received 20 bytes`,
    );
  });

  it('recognizes a web page that is sent as data', async () => {
    const source = await listen((_, response) => response.writeHead(200).end('<html>Please sign in</html>'));
    const error = await failure({ source });
    expect(error.message).toBe(
      `${source}/train-images-idx3-ubyte: not IDX data: it looks like HTML: is the URL right?`,
    );
  });

  it('says that the server does not answer', async () => {
    const source = await listen(serve({}));
    await new Promise((done) => server?.close(done));
    server = undefined;
    const error = await failure({ source });
    expect(error).toMatchObject({ code: 'io', cause: expect.anything() });
    expect(error.message).toMatch(/train-images-idx3-ubyte: no answer: .*ECONNREFUSED/);
  });

  it('stops a download when it is aborted', async () => {
    const control = new AbortController();
    const source = await listen((_, response) => {
      response.writeHead(200, { 'content-length': 28 });
      response.write(Uint8Array.of(0, 0, 8, 3)); // and never the rest
    });
    const error = await failure({ source, signal: control.signal, onProgress: () => control.abort() });
    expect(error.code).toBe('aborted');
  });
});

describe('loadMnist in a browser', () => {
  const inPage = (href: string) => {
    vi.stubGlobal('process', undefined);
    vi.stubGlobal('location', { href });
  };

  it('takes a source relative to the page', async () => {
    const source = await listen(serve(smallSet()));
    inPage(new URL('/lab/index.html', source).href);
    expect((await loadMnist({ source: '../kmnist' })).name).toBe('kmnist');
  });

  it('loads without a cache where the browser has none, and where storage is full', async () => {
    const source = await listen(serve(smallSet()));
    const checksums = {
      't10k-labels-idx1-ubyte': createHash('sha256').update(smallSet()['t10k-labels-idx1-ubyte']).digest('hex'),
    };
    const refused = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
    for (const open of [refused, async () => ({ match: async () => undefined, put: refused })]) {
      vi.stubGlobal('caches', { open });
      expect((await loadMnist({ source, checksums, cache: true })).train.count).toBe(3);
    }
  });

  it('refuses a cache without checksums', async () => {
    const error = await failure({ source: await listen(serve(smallSet())), cache: true });
    expect(error).toMatchObject({
      code: 'invalid-argument',
      message: expect.stringContaining('cache needs checksums'),
    });
  });

  it('requires a source', async () => {
    inPage('https://example.org/');
    const error = await failure({});
    expect(error.code).toBe('invalid-argument');
    expect(error.message).toBe('source is missing: in a browser, pass the URL of a folder with the four IDX files');
  });

  it('refuses a file URL', async () => {
    inPage('https://example.org/');
    expect((await failure({ source: 'file:///mnist' })).message).toBe(
      'source: expected an http or https URL, received file:///mnist',
    );
  });

  it('refuses a relative source on a page without a URL', async () => {
    inPage('about:blank');
    expect((await failure({ source: 'mnist' })).message).toBe('source: expected the URL of a folder, received mnist');
  });

  it('says why checksums are not available on an insecure page', async () => {
    const source = await listen(serve(smallSet()));
    vi.stubGlobal('crypto', {});
    const error = await failure({ source, checksums: true });
    expect(error.code).toBe('unavailable');
    expect(error.message).toContain('pass checksums: false');
  });
});
