// One of the four files: found under one of its names, decompressed, parsed and verified.
import { MlpLabError, type TensorData } from '@mlp-lab/core';
import { type Checksums, verify } from './checksum';
import type { FileCache } from './file-cache';
import type { Folder } from './folder';
import { gunzip } from './gunzip';
import { idxSize, parseIdx } from './parse-idx';

/** The progress of one file. */
export interface LoadProgress {
  /** The name under which the file was found. */
  readonly file: string;
  /** Bytes so far. */
  readonly received: number;
  /** Total bytes, where the server says so. */
  readonly total?: number;
  /** The file was read from the cache of an earlier visit. */
  readonly cached?: true;
}

export interface ReadIdxOptions {
  readonly checksums: Checksums;
  readonly headers?: Readonly<Record<string, string>>;
  /** Stores the files that have a checksum, uncompressed. */
  readonly cache?: FileCache;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: LoadProgress) => void;
}

export interface IdxFile extends TensorData {
  /** Its path or URL, for messages. */
  readonly path: string;
}

/** A file that is there under none of its names. */
export interface MissingFile {
  /** Says which names were tried. */
  readonly missing: MlpLabError;
}

/**
 * The numbers of one of the four files.
 *
 * @param name its name on the MNIST page, such as train-images-idx3-ubyte, under which its checksum is known.
 * @param spellings the names to look for.
 * @throws MlpLabError `bad-data` where it is damaged or has the wrong checksum; `io` where it can't be read.
 */
export async function readIdxFile(
  folder: Folder,
  name: string,
  spellings: readonly string[],
  options: ReadIdxOptions,
): Promise<IdxFile | MissingFile> {
  const cached = await readCached(folder, name, options);
  if (cached) return cached;
  const found = await findFile(folder, spellings, options);
  if ('missing' in found) return found;
  const { path, bytes } = found;
  const plain = await gunzip(bytes, path, (head) => attempt(() => idxSize(head), path));
  const tensor = parse(plain, path);
  const checksum = options.checksums[name];
  if (checksum !== undefined) {
    await verify(plain, checksum, path);
    await options.cache?.put(folder.pathOf(name), plain);
  }
  return { ...tensor, path };
}

/** A file from the cache, verified like a download; a damaged or outdated one is deleted. */
async function readCached(
  folder: Folder,
  name: string,
  { cache, checksums, onProgress }: ReadIdxOptions,
): Promise<IdxFile | undefined> {
  const path = folder.pathOf(name);
  const bytes = checksums[name] === undefined ? undefined : await cache?.read(path);
  if (!bytes) return undefined;
  try {
    await verify(bytes, checksums[name], path);
    onProgress?.({ file: name, received: bytes.length, total: bytes.length, cached: true });
    return { ...parse(bytes, path), path };
  } catch {
    await cache?.delete(path);
    return undefined;
  }
}

async function findFile(
  folder: Folder,
  spellings: readonly string[],
  { signal, headers, onProgress }: ReadIdxOptions,
): Promise<{ path: string; bytes: Uint8Array<ArrayBuffer> } | MissingFile> {
  const tried: string[] = [];
  for (const file of spellings) {
    signal?.throwIfAborted();
    const onBytes = (received: number, total?: number) => onProgress?.({ file, received, total });
    const found = await folder.read(file, { signal, headers, onBytes });
    if (typeof found !== 'string') return { path: folder.pathOf(file), bytes: found };
    tried.push(`${file} (${found})`);
  }
  const message = `${folder.pathOf(spellings[0])}: missing: tried ${tried.join(', ')}`;
  return { missing: new MlpLabError('bad-data', message) };
}

const parse = (bytes: Uint8Array, path: string): TensorData => attempt(() => parseIdx(bytes), path);

function attempt<Result>(read: () => Result, path: string): Result {
  try {
    return read();
  } catch (cause) {
    throw new MlpLabError('bad-data', `${path}: ${(cause as Error).message}`, { cause });
  }
}
