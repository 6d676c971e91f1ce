// A folder → one route per file in it. Links and devices have none.
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { MlpLabError } from '@mlp-lab/core';
import { contentRoute } from './content-route';
import type { Route, Routes } from './route';

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
    const route = contentRoute(path, () => readFile(file));
    routes.set(path, route);
    if (path === `/${INDEX}`) routes.set('/', route);
  }
  return routes;
}
