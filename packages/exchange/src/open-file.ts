// A path or URL → its bytes, in Node.
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MlpLabError } from '@mlp-lab/core';
import { readFileBytes } from '@mlp-lab/core/files';
import { isWebAddress, openUrl } from './open-url';
import type { OpenSource } from './read-model';
import { siblingPath } from './sibling-path';

/** @throws MlpLabError `io`. */
export const openFile: OpenSource = async (source) => {
  if (isWebAddress(String(source))) return openUrl(source);
  const path = source instanceof URL || source.startsWith('file:') ? fileURLToPath(source) : source;
  return {
    name: path,
    bytes: await read(path, true),
    sibling: (name) => read(resolve(dirname(path), siblingPath(name))),
  };
};

async function read(path: string, isNamed = false): Promise<Uint8Array> {
  try {
    const { buffer, byteOffset, byteLength } = await readFileBytes(path, { isNamed });
    return new Uint8Array(buffer, byteOffset, byteLength);
  } catch (cause) {
    throw new MlpLabError('io', `${path} can't be read: ${(cause as Error).message}`, { cause });
  }
}
