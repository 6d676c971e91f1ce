// A folder → one route per file in it. Links and devices have none.
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { MlpLabError } from '@mlp-lab/core';
import type { Route, Routes } from './route';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
};
const INDEX = 'index.html';

/** @throws MlpLabError `io` if the folder does not exist. */
export async function staticRoutes(folder: string): Promise<Routes> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause) => {
    throw new MlpLabError('io', `${folder}: expected a folder to serve: ${cause.message}`, { cause });
  });
  const routes = new Map<string, Route>();
  for (const entry of entries.filter((entry) => entry.isFile())) {
    const file = join(entry.parentPath, entry.name);
    const path = `/${relative(folder, file).split(sep).join('/')}`;
    const route = fileRoute(file);
    routes.set(path, route);
    if (path === `/${INDEX}`) routes.set('/', route);
  }
  return routes;
}

function fileRoute(file: string): Route {
  const type = TYPES[extname(file)] ?? 'application/octet-stream';
  return {
    isPublic: true,
    async GET(_, response) {
      const bytes = await readFile(file);
      response.writeHead(200, { 'content-type': type, 'content-length': bytes.length }).end(bytes);
    },
  };
}
