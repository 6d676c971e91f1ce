// A folder on disk: the only file that needs Node. It is loaded on demand, and bundlers for browsers leave it empty.
import { open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MlpLabError } from '@mlp-lab/core';
import { readFileBytes, statFile } from '@mlp-lab/core/files';
import { type FileParts, type Folder, nameOfPath, type ReadOptions } from './folder';

/** Errors that mean the file is absent; some archives unpack each file into a folder of its name. */
const ABSENT: Readonly<Record<string, string>> = { ENOENT: 'no such file', EISDIR: 'a folder' };

/**
 * The folder at a path or file URL, or that of the file at it.
 *
 * @throws MlpLabError `bad-data` where it does not exist, `io` where it can't be accessed, `invalid-argument` for a file URL of
 * another machine.
 */
export async function diskFolder(source: string): Promise<Folder> {
  const path = pathOfSource(source);
  const found = await stat(path).catch((cause) => {
    if (cause.code === 'ENOENT')
      throw new MlpLabError('bad-data', `${path}: no such file or folder: expected a data set`, { cause });
    throw new MlpLabError('io', `${path}: can't be read: ${cause.message}`, { cause });
  });
  const file = found.isDirectory() ? undefined : basename(path);
  const folder = file === undefined ? path : dirname(path);
  const pathOf = (name: string) => join(folder, name);
  return {
    name: nameOfPath(path.split(/[\\/]/)) ?? path,
    path,
    file,
    pathOf,
    read: (name, options) => readAll(pathOf(name), options),
    list: () => listFiles(folder, file === undefined),
    head: (name) => readHead(pathOf(name)),
    parts: (name) => openParts(pathOf(name)),
  };
}

const HEAD = 4096; // bytes that tell the format of a file

/** Files whose names start with a dot, and what macOS adds to archives, belong to no data set. */
const HIDDEN = /^(\.|__MACOSX$)/;

async function listFiles(folder: string, recursive: boolean): Promise<string[]> {
  const entries = await readdir(folder, { recursive, withFileTypes: true }).catch((cause) => {
    throw new MlpLabError('io', `${folder}: can't be read: ${cause.message}`, { cause });
  });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep))
    .filter((parts) => !parts.some((part) => HIDDEN.test(part)))
    .map((parts) => parts.join('/'))
    .sort();
}

async function readHead(path: string): Promise<Uint8Array> {
  const file = await openParts(path);
  try {
    return new Uint8Array(await file.slice(0, HEAD));
  } finally {
    await file.close();
  }
}

async function openParts(path: string): Promise<FileParts> {
  const unreadable = (cause: Error): never => {
    throw new MlpLabError('io', `${path}: can't be read: ${cause.message}`, { cause });
  };
  const { size } = await statFile(path).catch(unreadable);
  const handle = await open(path).catch(unreadable);
  return {
    byteLength: size,
    async slice(start, end = size) {
      const buffer = new ArrayBuffer(Math.max(0, Math.min(end, size) - start));
      const { bytesRead } = await handle.read(new Uint8Array(buffer), 0, buffer.byteLength, start).catch(unreadable);
      return bytesRead === buffer.byteLength ? buffer : buffer.slice(0, bytesRead);
    },
    close: () => handle.close(),
  };
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
  const bytes = await readFileBytes(path, { signal }).catch((cause) => {
    if (cause.code in ABSENT) return ABSENT[cause.code];
    throw new MlpLabError('io', `${path}: can't be read: ${cause.message}`, { cause });
  });
  if (typeof bytes !== 'string') onBytes?.(bytes.length, bytes.length);
  return bytes;
}
