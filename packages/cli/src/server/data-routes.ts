// A data set → routes to its four files, and the description with which a page loads and verifies them.
import { createHash } from 'node:crypto';
import type { Dataset } from '@mlp-lab/core';
import { type IdxParts, idxFiles } from '@mlp-lab/data-mnist';
import type { PageData } from '@mlp-lab/experiment';
import type { Route, Routes } from './route';

const FOLDER = '/data/';

/**
 * The files are served from memory: no path of a request reaches the disk.
 *
 * @param cache whether browsers should store them.
 */
export function dataRoutes(dataset: Dataset, cache: boolean): { data: PageData; routes: Routes } {
  const files = Object.entries(idxFiles(dataset));
  return {
    data: {
      source: FOLDER,
      name: dataset.name,
      classes: dataset.classes,
      checksums: Object.fromEntries(files.map(([name, parts]) => [name, sha256(parts)])),
      bytes: files.reduce((sum, [, parts]) => sum + sizeOf(parts), 0),
      cache,
    },
    routes: new Map(files.map(([name, parts]) => [FOLDER + name, partsRoute(parts)])),
  };
}

const sizeOf = ([header, bytes]: IdxParts) => header.length + bytes.length;

function sha256([header, bytes]: IdxParts): string {
  return createHash('sha256').update(header).update(bytes).digest('hex');
}

function partsRoute([header, bytes]: IdxParts): Route {
  return {
    GET(_, response) {
      const length = sizeOf([header, bytes]);
      response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': length });
      response.write(header);
      response.end(bytes);
    },
  };
}
