// The session's data set, from the server or from the browser's cache.
import type { Dataset } from '@mlp-lab/core';
import { loadMnist } from '@mlp-lab/data-mnist';
import type { PageData } from '@mlp-lab/experiment';
import type { Server } from './server';

/** @param onProgress receives the bytes loaded so far, and the bytes of all four files. */
export async function loadData(
  data: PageData,
  { headers }: Server,
  onProgress: (received: number, total: number) => void,
): Promise<Dataset> {
  const { source, name, classes, classNames, notes, checksums, bytes, cache } = data;
  const files = new Map<string, number>();
  const dataset = await loadMnist({
    source,
    name,
    classes,
    transpose: false, // the server has done it
    // Web Crypto is there on https and on localhost only: elsewhere, on a class's network, the bytes are taken as they come.
    checksums: globalThis.crypto?.subtle ? checksums : false,
    cache: cache && globalThis.crypto?.subtle !== undefined,
    headers,
    onProgress({ file, received }) {
      files.set(file, received);
      onProgress(
        [...files.values()].reduce((sum, size) => sum + size, 0),
        bytes,
      );
    },
  });
  return classNames || notes ? { ...dataset, classNames, notes } : dataset;
}
