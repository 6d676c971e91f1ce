// How the lab's server restricts access to its own page: each test is of one check, and fails without it.
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dataset } from '@mlp-lab/core';
import { type FromPage, openPageTransport } from '@mlp-lab/experiment';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asked, ask } from '../../test/http-request';
import { pageRoutes } from '../browser/page-routes';
import { dataRoutes } from './data-routes';
import { type LabServer, openServer } from './open-server';
import { staticRoutes } from './static-routes';

const LIMIT = 1000;
const JSON_TYPE = { 'content-type': 'application/json' };

const set = {
  images: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
  labels: Uint8Array.of(0, 1),
  count: 2,
  height: 2,
  width: 2,
};
const dataset: Dataset = { name: 'two', classes: 2, train: set, test: set };

let dir: string;
let server: LabServer;
let port: string;
const received: FromPage[] = [];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mlp-lab-server-'));
  const folder = join(dir, 'served');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await mkdir(join(dir, 'private'));
  const files = {
    'index.html': '<!doctype html>',
    'assets/a.js': '1',
    'assets/b.wasm': '2',
    'assets/c.css': '3',
    'd.bin': '4',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  await writeFile(join(dir, 'private', 'secret.txt'), 'secret');
  await symlink(join(dir, 'private', 'secret.txt'), join(folder, 'link.txt'));
  await symlink(join(dir, 'private'), join(folder, 'linked'));
  const transport = openPageTransport({ events: () => [] });
  const receive: typeof transport.receive = (json) => {
    transport.receive(json);
    received.push(...(json as FromPage[]));
  };
  const { routes } = dataRoutes(dataset, false);
  server = await openServer(
    new Map([...(await staticRoutes(folder)), ...routes, ...pageRoutes({ ...transport, receive }, LIMIT)]),
  );
  port = new URL(server.url).port;
});
afterAll(async () => {
  await server.close();
  await rm(dir, { recursive: true });
});

const get = (path: string, asked: Asked = {}) => ask(server.url, { path, ...asked });
const statusOf = async (path: string, asked: Asked = {}) => (await get(path, asked)).status;
const reply = (body: Asked['body'], headers: Record<string, string> = JSON_TYPE) =>
  get('/api/replies', { method: 'POST', headers, body });

describe('the address', () => {
  it('listens on 127.0.0.1 and no other address', async () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#[\w-]{43}$/);
    await expect(get('/', { address: '127.0.0.2' })).rejects.toThrow();
  });

  it('has another token and another port each time', async () => {
    const another = await openServer(new Map());
    expect(new URL(another.url).hash).not.toBe(new URL(server.url).hash);
    expect(new URL(another.url).port).not.toBe(port);
    await another.close();
  });

  it('says if the port is in use', async () => {
    await expect(openServer(new Map(), Number(port))).rejects.toThrow(
      `port ${port} can't be used: another program uses it; choose another with --port`,
    );
  });
});

describe('the token', () => {
  const wrong = { '': '', 'Bearer ': 'Bearer ', 'another one': `Bearer ${'x'.repeat(43)}` };

  it.each(Object.entries(wrong))('is required for everything but the page itself: %s', async (_, authorization) => {
    const headers = { authorization };
    for (const path of ['/api/orders', '/data/train-images-idx3-ubyte'])
      expect(await statusOf(path, { headers })).toBe(401);
    expect((await reply('[]', { ...JSON_TYPE, ...headers })).status).toBe(401);
    expect(await statusOf('/', { headers })).toBe(200);
  });

  it('gives access', async () => {
    expect(await statusOf('/data/train-images-idx3-ubyte')).toBe(200);
    expect((await reply('[]')).status).toBe(204);
  });

  it('does not work in the address, where logs and other pages would see it', async () => {
    const token = new URL(server.url).hash.slice(1);
    const headers = { authorization: '' };
    expect(await statusOf(`/data/train-images-idx3-ubyte?token=${token}`, { headers })).toBe(401);
  });
});

describe('Host and Origin', () => {
  it.each(['evil.example', `evil.example:80`, `127.0.0.1.evil.example`, '127.0.0.2', 'localhost.evil'])(
    'a name that was led here is refused: %s',
    async (host) => {
      expect(await statusOf('/', { headers: { host } })).toBe(403);
    },
  );

  it('this machine by its name, at this or (through a tunnel) another port, is not', async () => {
    for (const host of [`localhost:${port}`, 'localhost:9999', `[::1]:${port}`, '127.0.0.1'])
      expect(await statusOf('/', { headers: { host } })).toBe(200);
  });

  it.each(['http://evil.example', 'null', 'http://127.0.0.1:1', 'https://127.0.0.1'])(
    'a page of another origin is refused, even with the token: %s',
    async (origin) => {
      expect((await reply('[]', { ...JSON_TYPE, origin })).status).toBe(403);
      expect(await statusOf('/', { headers: { origin } })).toBe(403);
    },
  );

  it('its own page is not', async () => {
    expect((await reply('[]', { ...JSON_TYPE, origin: `http://127.0.0.1:${port}` })).status).toBe(204);
  });
});

describe('the headers', () => {
  it.each([
    ['a file', '/', {}],
    ['data', '/data/t10k-labels-idx1-ubyte', {}],
    ['an unknown path', '/nothing', {}],
    ['a refusal', '/', { headers: { host: 'evil.example' } }],
  ])('isolate the page and restrict it to its own files: %s', async (_, path, asked) => {
    const { headers } = await get(path, asked);
    expect(headers).toMatchObject({
      'content-security-policy':
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; img-src 'self' data:; " +
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('give the type of a file', async () => {
    const types = await Promise.all(
      [
        '/',
        '/index.html',
        '/assets/a.js',
        '/assets/b.wasm',
        '/assets/c.css',
        '/d.bin',
        '/data/t10k-labels-idx1-ubyte',
      ].map(async (path) => (await get(path)).headers['content-type']),
    );
    expect(types).toEqual([
      'text/html; charset=utf-8',
      'text/html; charset=utf-8',
      'text/javascript; charset=utf-8',
      'application/wasm',
      'text/css; charset=utf-8',
      'application/octet-stream',
      'application/octet-stream',
    ]);
  });
});

describe('paths', () => {
  it.each(['/assets', '/assets/', '/data/', '/data', '/served'])('no folder is listed: %s', async (path) => {
    expect(await statusOf(path)).toBe(404);
  });

  it.each([
    '/../private/secret.txt',
    '/%2e%2e/private/secret.txt',
    '/..%2fprivate%2fsecret.txt',
    '/assets/../../private/secret.txt',
    '/assets/..%5c..%5cprivate%5csecret.txt',
    '/data/../../private/secret.txt',
    '//private/secret.txt',
    '/link.txt',
    '/linked/secret.txt',
    '/index.html%00',
    '/index.html%00.js',
    '/private/secret.txt',
  ])('none leads out of the served folder: %s', async (path) => {
    expect(await get(path)).toMatchObject({ status: 404, body: 'not found\n' });
  });

  it('an invalid path is refused', async () => {
    expect(await statusOf('/%E0%A4%A')).toBe(400);
  });

  it('a query changes nothing', async () => {
    expect(await get('/assets/a.js?v=1')).toMatchObject({ status: 200, body: '1' });
  });
});

describe('methods', () => {
  it('HEAD gives the headers of GET, and no body', async () => {
    const { status, headers, body } = await get('/assets/a.js', { method: 'HEAD' });
    expect({ status, length: headers['content-length'], body }).toEqual({ status: 200, length: '1', body: '' });
    expect(await get('/nothing', { method: 'HEAD' })).toMatchObject({ status: 404, body: '' });
  });

  it.each([
    ['POST', '/', 'GET, HEAD'],
    ['PUT', '/assets/a.js', 'GET, HEAD'],
    ['DELETE', '/data/t10k-labels-idx1-ubyte', 'GET, HEAD'],
    ['OPTIONS', '/api/replies', 'POST'],
    ['GET', '/api/replies', 'POST'],
    ['POST', '/api/orders', 'GET, HEAD'],
  ])('%s of %s is not allowed', async (method, path, allow) => {
    expect(await get(path, { method })).toMatchObject({ status: 405, headers: { allow } });
  });
});

describe('what a page sends', () => {
  const message: FromPage = { kind: 'failed', message: 'no memory' };

  it('arrives', async () => {
    received.length = 0;
    expect((await reply(JSON.stringify([message]))).status).toBe(204);
    expect(received).toEqual([message]);
  });

  it('must be JSON with its content type, which a form of another page cannot send', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/jsonp'])
      expect((await reply('[]', { 'content-type': type })).status).toBe(415);
    expect((await reply('[')).status).toBe(400);
  });

  it.each(['{}', 'null', '"x"', '[1]', '[null]', '[{}]', '[{"kind":"reply"}]'])(
    'is a list of messages: %s is refused',
    async (body) => {
      received.length = 0;
      expect((await reply(body)).status).toBe(400);
      expect(received).toEqual([]);
    },
  );

  it('has a maximum size, announced or not', async () => {
    const long = JSON.stringify([{ ...message, message: 'x'.repeat(LIMIT) }]);
    expect((await reply(long, { ...JSON_TYPE, 'content-length': String(long.length) })).status).toBe(413);
    expect((await reply([long.slice(0, 10), long.slice(10)])).status).toBe(413);
    const unread = await reply([], { ...JSON_TYPE, 'content-length': '1000000000' }); // which is never sent
    expect(unread).toMatchObject({ status: 413, headers: { connection: 'close' } });
  });
});

describe('the data set', () => {
  it('is served as IDX files with their SHA-256', async () => {
    const { data } = dataRoutes(dataset, true);
    const labels = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 0, 1);
    expect(data).toMatchObject({ source: '/data/', name: 'two', classes: 2, cache: true });
    expect(data.checksums['t10k-labels-idx1-ubyte']).toBe(createHash('sha256').update(labels).digest('hex'));
    const { body, headers } = await get('/data/t10k-labels-idx1-ubyte');
    expect(Buffer.from(body)).toEqual(Buffer.from(labels));
    expect(headers['content-length']).toBe('10');
  });
});
