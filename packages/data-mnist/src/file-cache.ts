// Verified files, kept by the browser from one visit to the next (Cache Storage). A convenience: where it fails, they are fetched.

export interface FileCache {
  read(url: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  keep(url: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  forget(url: string): Promise<void>;
}

const NAME = 'mlp-lab-data';

/** Undefined where there is none: in Node, on a page of http that is not localhost, where the reader forbids it. */
export async function openFileCache(): Promise<FileCache | undefined> {
  const cache = await globalThis.caches?.open(NAME).catch(() => undefined);
  if (!cache) return undefined;
  return {
    async read(url) {
      const response = await cache.match(url).catch(() => undefined);
      return response && new Uint8Array(await response.arrayBuffer());
    },
    // Storage that is full throws.
    keep: (url, bytes) => cache.put(url, new Response(bytes)).catch(() => {}),
    async forget(url) {
      await cache.delete(url).catch(() => false);
    },
  };
}
