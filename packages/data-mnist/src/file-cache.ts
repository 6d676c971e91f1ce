// Verified files in the Cache Storage of the browser, for later visits. Where the cache fails, files are downloaded instead.

export interface FileCache {
  read(url: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  put(url: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  delete(url: string): Promise<void>;
}

const NAME = 'mlp-lab-data';

/** Undefined where there is no Cache Storage: in Node, on pages over http other than localhost, or where the user forbids it. */
export async function openFileCache(): Promise<FileCache | undefined> {
  const cache = await globalThis.caches?.open(NAME).catch(() => undefined);
  if (!cache) return undefined;
  return {
    async read(url) {
      const response = await cache.match(url).catch(() => undefined);
      return response && new Uint8Array(await response.arrayBuffer());
    },
    // throws where the storage is full
    put: (url, bytes) => cache.put(url, new Response(bytes)).catch(() => {}),
    async delete(url) {
      await cache.delete(url).catch(() => false);
    },
  };
}
