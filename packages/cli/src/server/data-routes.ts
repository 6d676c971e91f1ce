// A data set → routes to its four files, and the description with which a page loads and verifies them.
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Dataset } from '@mlp-lab/core';
import { type IdxParts, idxFiles } from '@mlp-lab/data-mnist';
import type { PageData } from '@mlp-lab/experiment';
import { acceptsGzip } from './accepts-gzip';
import type { Route, Routes } from './route';

const FOLDER = '/data/';
const QUICK = { level: 1 }; // a quarter of the size in a tenth of a second, for the page that waits

/**
 * The files are served from memory, compressed once a browser asks for them: no path of a request reaches the disk.
 *
 * @param cache whether browsers should store them.
 */
export function dataRoutes(dataset: Dataset, cache: boolean, folder = FOLDER): { data: PageData; routes: Routes } {
  const files = Object.entries(idxFiles(dataset));
  return {
    data: { ...describeData(dataset, folder), cache },
    routes: new Map(files.map(([name, parts]) => [folder + name, partsRoute(parts)])),
  };
}

/** @param source the folder of the files, as the page asks for it. */
export function describeData(dataset: Dataset, source: string): PageData {
  const files = Object.entries(idxFiles(dataset));
  return {
    source,
    name: dataset.name,
    classes: dataset.classes,
    classNames: dataset.classNames,
    notes: dataset.notes,
    checksums: Object.fromEntries(files.map(([name, parts]) => [name, sha256(parts)])),
    bytes: files.reduce((sum, [, parts]) => sum + sizeOf(parts), 0),
    cache: true,
  };
}

const sizeOf = ([header, bytes]: IdxParts) => header.length + bytes.length;

function sha256([header, bytes]: IdxParts): string {
  return createHash('sha256').update(header).update(bytes).digest('hex');
}

function partsRoute([header, bytes]: IdxParts): Route {
  let compressed: Promise<Buffer> | undefined;
  return {
    async GET(request, response) {
      response.setHeader('content-type', 'application/octet-stream');
      response.setHeader('vary', 'accept-encoding');
      if (acceptsGzip(request)) {
        compressed ??= promisify(gzip)(Buffer.concat([header, bytes]), QUICK);
        const body = await compressed;
        response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': body.length }).end(body);
        return;
      }
      response.writeHead(200, { 'content-length': sizeOf([header, bytes]) });
      response.write(header);
      response.end(bytes);
    },
  };
}
