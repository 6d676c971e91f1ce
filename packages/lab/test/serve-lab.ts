// For tests: the lab's build and a data set on a server of this machine. Either under the rules of `mlp-lab serve`: a key in the address,
// no script or style but its own, isolated; or as a static site below a path, on a host that knows nothing of the lab.
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Dataset, ImageSet } from '@mlp-lab/core';
import type { PageData, PageSession } from '@mlp-lab/experiment';

const BUILD = fileURLToPath(new URL('../dist', import.meta.url));
const KEY = 'the-key';

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.md': 'text/markdown',
  '.wasm': 'application/wasm',
};

export interface ServedLab {
  /** The whole address, with its key. */
  url: string;
  /** The files of the build that were asked for so far, and how many bytes each is on the wire, compressed. */
  fetched: Map<string, number>;
  close(): void;
}

const SITE = '/a/class/';

export interface ServeOptions {
  isSite?: boolean;
  /** Further files beside the page, by their paths: `/lessons/own.md`. */
  added?: Readonly<Record<string, string>>;
  /** Images that are there at once, while all others wait. */
  first?: { dataset: Dataset; others: Promise<void> };
}

export async function serveLab(
  dataset: Dataset,
  { isSite = false, added = {}, first }: ServeOptions = {},
): Promise<ServedLab> {
  const firstFiles = first ? filesOf(first.dataset) : new Map<string, Uint8Array>();
  const files = filesOf(dataset);
  const source = isSite ? './data/' : '/data/';
  const data: PageData = {
    ...pageData(dataset, files, source),
    ...(first && { first: pageData(first.dataset, firstFiles, `${source}first/`) }),
  };
  const session: PageSession = { kind: 'lab', data };
  const fetched = new Map<string, number>();
  const server = createServer(async ({ url: asked = '/', headers }, response) => {
    const url = (isSite ? asked.replace(SITE, '/') : asked).replace(/\?.*/, '');
    if (isSite && !asked.startsWith(SITE)) return response.writeHead(404).end();
    if (!isSite) for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    const isFirst = url.startsWith('/data/first/');
    const data = url.startsWith('/data/') ? (isFirst ? firstFiles : files).get(url.split('/').at(-1)!) : undefined;
    if (data && !isFirst) await first?.others;
    const isOpen = isSite || (!data && !url.startsWith('/api/'));
    if (!isOpen && headers.authorization !== `Bearer ${KEY}`) response.writeHead(401).end();
    else if (data) response.end(data);
    else if (url === (isSite ? '/session.json' : '/api/session'))
      response.setHeader('content-type', 'application/json').end(JSON.stringify(session));
    else {
      const file = url === '/' ? '/index.html' : url;
      const bytes = added[file] ?? (await readFile(join(BUILD, file)).catch(() => undefined));
      const content = isSite && file === '/index.html' ? marked(bytes) : bytes;
      const isOnlyKept = headers['sec-fetch-dest'] === 'empty' && extname(file) === '.js'; // for use offline: no script fetches scripts
      if (content && !isOnlyKept) fetched.set(file, gzipSync(content).length);
      if (content) response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream').end(content);
      else response.writeHead(404).end();
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    fetched,
    url: isSite ? `http://127.0.0.1:${port}${SITE}` : `http://127.0.0.1:${port}/#${KEY}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const filesOf = (dataset: Dataset) => new Map([...idxFiles('train', dataset.train), ...idxFiles('t10k', dataset.test)]);

const pageData = ({ name, classes }: Dataset, files: ReadonlyMap<string, Uint8Array>, source: string): PageData => ({
  source,
  name,
  classes,
  checksums: Object.fromEntries([...files].map(([file, bytes]) => [file, sha256(bytes)])),
  bytes: [...files.values()].reduce((sum, { length }) => sum + length, 0),
  cache: true,
});

/** As `mlp-lab serve --export` marks the page. */
const marked = (page: string | Buffer | undefined) =>
  page?.toString().replace('<title>', '<meta name="mlp-lab-site" content=""><title>');

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function idxFiles(prefix: string, { images, labels, count, height, width }: ImageSet): [string, Uint8Array][] {
  return [
    [`${prefix}-images-idx3-ubyte`, idx([count, height, width], images)],
    [`${prefix}-labels-idx1-ubyte`, idx([count], labels)],
  ];
}

/** Two zero bytes, type 8 (bytes), the number of axes, their lengths in big-endian order, the numbers. */
function idx(shape: number[], bytes: Uint8Array): Uint8Array {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.writeUInt16BE(0x0800 + shape.length, 2);
  shape.forEach((length, axis) => {
    header.writeUInt32BE(length, 4 + 4 * axis);
  });
  return Buffer.concat([header, bytes]);
}
