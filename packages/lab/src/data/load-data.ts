// The session's data set, from the server or from the browser's cache.
import type { Dataset } from '@mlp-lab/core';
import type { PageData } from '@mlp-lab/experiment';
import type { Server } from '../session/server';
import { readData } from './read-data';

/** @param onProgress receives the bytes loaded so far, and the bytes of all four files. */
export async function loadData(
  data: PageData,
  { headers }: Server,
  onProgress: (received: number, total: number) => void = () => {},
): Promise<Dataset> {
  const { source, name, classes, classNames, notes, checksums, bytes, cache } = data;
  // Web Crypto is there on https and on localhost only: elsewhere, on a class's network, the bytes are taken as they come.
  const canVerify = globalThis.crypto?.subtle !== undefined;
  const files = new Map<string, number>();
  const dataset = await readData(
    {
      source: new URL(source, document.baseURI).href, // a thread has the address of its script
      name,
      classes,
      transpose: false, // the server has done it
      checksums: canVerify ? checksums : false,
      cache: cache && canVerify,
      headers,
    },
    (file, received) => {
      files.set(file, received);
      onProgress(
        [...files.values()].reduce((sum, size) => sum + size, 0),
        bytes,
      );
    },
  );
  return Object.assign(dataset, classNames && { classNames }, notes && { notes });
}
