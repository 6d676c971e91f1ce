// A file of the lab → its route: with its type, compressed where that helps, and kept by browsers where its name has a hash.
import { extname } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { acceptsGzip } from './accepts-gzip';
import type { Route } from './route';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.md': 'text/markdown; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** A build gives such a file another name whenever its content changes: browsers may keep it for ever. */
const HASHED = /-[\w-]{8}\.\w+$/;
const FOREVER = 'public, max-age=31536000, immutable';

/** @param path with the file's name. Whoever can reach the server may read it. */
export function contentRoute(path: string, read: () => Promise<Uint8Array>): Route {
  const type = TYPES[extname(path)];
  let compressed: Promise<Buffer> | undefined;
  const compress = async () => promisify(gzip)(await read());
  return {
    isPublic: true,
    async GET(request, response) {
      response.setHeader('content-type', type ?? 'application/octet-stream');
      if (HASHED.test(path)) response.setHeader('cache-control', FOREVER);
      if (type) response.setHeader('vary', 'accept-encoding');
      const isCompressed = type !== undefined && type !== TYPES['.png'] && acceptsGzip(request);
      if (isCompressed) response.setHeader('content-encoding', 'gzip');
      compressed = isCompressed ? (compressed ?? compress()) : compressed;
      const bytes = isCompressed ? await compressed! : await read();
      response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
    },
  };
}
