// A URL → its bytes; in a browser also a relative one.
import { MlpLabError } from '@mlp-lab/core';
import type { OpenSource } from './read-model';
import { siblingPath } from './sibling-path';

export const isWebAddress = (source: string): boolean => /^(https?|blob|data):/i.test(source);

/** @throws MlpLabError `io`. */
export const openUrl: OpenSource = async (source) => {
  const address = String(source);
  return {
    name: address.startsWith('data:') ? 'model' : address,
    bytes: await download(address),
    sibling: (path) => download(beside(address, siblingPath(path))),
  };
};

/** The address of a file beside another; a query, which may be a signature, stays. */
function beside(address: string, path: string): string {
  const [, base, query = ''] = /^([^?#]*\/)?[^?#]*(\?[^#]*)?/.exec(address) ?? [];
  return `${base ?? ''}${path}${query}`;
}

async function download(address: string): Promise<Uint8Array> {
  try {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new MlpLabError('io', `${address} can't be read: ${(cause as Error).message}`, { cause });
  }
}
