// The data set of the session, from the server or from what the browser has kept of it.
import type { Dataset } from '@mlp-lab/core';
import { loadMnist } from '@mlp-lab/data-mnist';
import type { PageData } from '@mlp-lab/experiment';
import type { Server } from './server';

/** @param onProgress is told bytes so far, of how many in all four files. */
export function loadData(
  data: PageData,
  { headers }: Server,
  onProgress: (received: number, total: number) => void,
): Promise<Dataset> {
  const { source, name, classes, checksums, bytes, cache } = data;
  const files = new Map<string, number>();
  return loadMnist({
    source,
    name,
    classes,
    checksums,
    cache,
    headers,
    onProgress({ file, received }) {
      files.set(file, received);
      onProgress(
        [...files.values()].reduce((sum, size) => sum + size, 0),
        bytes,
      );
    },
  });
}
