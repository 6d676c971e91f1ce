// A folder or a file in any format but plain IDX → the arrays of the data set in it: recognized by content first, then by name.
import { MlpLabError } from '@mlp-lab/core';
import { type FileParts, type Folder, partsOf, type ReadOptions } from '../folder';
import { gunzip, isGzip } from '../gunzip';
import type { ReadIdxOptions } from '../read-idx-file';
import { zipFolder } from '../source/zip-folder';
import { type Format, formatOf, isPictureName, knownOtherFormat, unknownArchive, unknownFormat } from './formats';
import { grouped } from './grouped';
import { readIdx } from './idx';
import { guessIdxNames, parseIdxName } from './idx-names';
import { shortList } from './no-training-set';
import type { RawDataset } from './reader';
import { roleOf } from './roles';
import type { SourceFile } from './source-file';
import type { TableFormat } from './tables';

/** `readSource` reads what is in an archive. */
interface ReadAnyOptions extends ReadIdxOptions {
  readSource(folder: Folder, options: ReadIdxOptions): Promise<RawDataset>;
}

/** One file that holds everything. */
export async function readFile(folder: Folder, name: string, options: ReadAnyOptions): Promise<RawDataset> {
  const file = { ...sourceFile(folder, name, options), role: undefined };
  const head = await folder.head?.(name);
  if (head && formatOf(head, name) === 'parquet') return readFiles('parquet', [file], folder);
  const bytes = await file.bytes();
  const format = formatOf(bytes, file.name);
  const whole = { ...file, bytes: async () => bytes, parts: async () => partsOf(bytes) };
  if (format === 'zip') return readArchive(zipFolder(bytes, folder), options);
  if (format === 'idx')
    throw bad(
      file.path,
      'expected images and labels in files such as train-images-idx3-ubyte and train-labels-idx1-ubyte, received one of them: give their folder',
    );
  if (format === 'picture')
    throw bad(file.path, 'expected a data set, received a picture: give the folder that has a folder per class');
  if (format === undefined || format === 'gzip') throw unknownFormat(bytes, file.path);
  return readFiles(format, [whole], folder);
}

/** Kaggle packs a single file, too. */
async function readArchive(archive: Folder, options: ReadAnyOptions): Promise<RawDataset> {
  const names = await archive.list!();
  const unknown = unknownArchive(names, archive.path);
  if (unknown) throw unknown;
  const [only, ...others] = names.filter((name) => !isText(name));
  const isSingle = only !== undefined && others.length === 0 && !isPictureName(only) && !parseIdxName(only);
  return isSingle ? readFile(archive, only, options) : options.readSource(archive, options);
}

/** The formats in the order in which they are looked for; what comes later is taken to be beside the data set. */
const ORDER = ['numpy', 'parquet', 'arff', 'csv', 'picture', 'zip'] as const;

/** A folder in which no file has a name of the IDX form. */
export async function readFolder(
  folder: Folder,
  names: readonly string[],
  options: ReadAnyOptions,
): Promise<RawDataset> {
  const pictures = names.filter(isPictureName);
  const others = names.filter((name) => !isPictureName(name) && !isText(name));
  const known = new Map<string, Format | undefined>();
  for (const name of others.slice(0, MAX_OTHERS)) known.set(name, await formatByHead(folder, name, options));
  const byFormat = grouped(known.keys(), (name) => known.get(name));
  const idx = byFormat.get('idx');
  if (idx)
    throw bad(
      folder.path,
      `expected names such as train-images-idx3-ubyte and train-labels-idx1-ubyte, received ${shortList(idx)}`,
    );
  const found = new Map([...byFormat, ['picture', [...(byFormat.get('picture') ?? []), ...pictures]] as const]);
  const tables = found.get('csv') ?? [];
  if (pictures.length > 0) found.set('csv', await tablesOfPixels(folder, tables, options));
  const format = ORDER.find((format) => (found.get(format)?.length ?? 0) > 0);
  const chosen = format && found.get(format)!;
  if (!chosen) {
    // the message that MNIST's own names are missing is the most helpful one where nothing else was found
    if (others.length === 0) return readIdx(folder, guessIdxNames(), options);
    for (const name of others.slice(0, MAX_OTHERS)) {
      const other = knownOtherFormat((await folder.head?.(name)) ?? new Uint8Array(), folder.pathOf(name));
      if (other) throw other; // a repository whose files were not fetched, HDF5, Arrow: each with what to do
    }
    throw bad(
      folder.path,
      `expected a data set: IDX, .npz, .csv, .arff, .parquet, or a folder of pictures per class; received ${shortList(names)}`,
    );
  }
  if (format === 'zip') {
    if (chosen.length > 1)
      throw bad(folder.path, `expected one archive, received ${shortList(chosen)}: give the path of the one to use`);
    return readFile(folder, chosen[0], options);
  }
  const files = (given: readonly string[]) => given.map((name) => sourceFile(folder, name, options));
  return readFiles(format, files(chosen), folder, files(tables));
}

/** Texts about a data set, which may have commas. */
const isText = (name: string) =>
  /(^|\/)(readme|licen[cs]e|copying|authors|changes|citation)[^/]*$|\.(md|rst|html?|py|ipynb|js|ts|r|m|sh|json|ya?ml|toml|ini|log|bib)$/i.test(
    name,
  );

/** Beside pictures, a table of few columns lists them. */
async function tablesOfPixels(folder: Folder, names: readonly string[], options: ReadIdxOptions): Promise<string[]> {
  const wide: string[] = [];
  for (const name of names) {
    const [first = ''] = new TextDecoder()
      .decode((await sourceFile(folder, name, options).bytes()).subarray(0, HEAD))
      .split('\n');
    if (first.split(/[,;\t|]/).length > MOST_IN_LIST) wide.push(name);
  }
  return wide;
}

const HEAD = 4096; // bytes
const MOST_IN_LIST = 8; // columns of a table that lists pictures

const MAX_OTHERS = 1000; // files that are opened to see what they are

async function readFiles(
  format: Exclude<Format, 'idx' | 'zip' | 'gzip'>,
  files: readonly SourceFile[],
  folder: Folder,
  tables: readonly SourceFile[] = [],
): Promise<RawDataset> {
  switch (format) {
    case 'numpy':
      return (await import('./npz')).readNumpy(files);
    case 'picture':
      return (await import('./pictures')).readPictures(files, folder.path, tables);
    default:
      return (await import('./tables')).readTables(format satisfies TableFormat, files, folder.path);
  }
}

/** By the first bytes of a file; of a compressed one, of what it holds. */
async function formatByHead(folder: Folder, name: string, options: ReadIdxOptions): Promise<Format | undefined> {
  const head = await folder.head?.(name);
  const format = head && formatOf(head, name);
  if (format !== 'gzip') return format;
  const { name: inner, bytes } = sourceFile(folder, name, options);
  return formatOf(await bytes(), inner);
}

function sourceFile(folder: Folder, name: string, { signal, headers, onProgress }: ReadIdxOptions): SourceFile {
  const path = folder.pathOf(name);
  const onBytes = (received: number, total?: number) => onProgress?.({ file: name, received, total });
  async function bytes() {
    signal?.throwIfAborted();
    const found = await folder.read(name, { signal, headers, onBytes });
    if (typeof found === 'string') throw bad(path, `missing: ${found}`);
    return gunzip(found, path);
  }
  async function parts() {
    const file = await folder.parts?.(name);
    if (!file) return partsOf(await bytes());
    if (!isGzip(new Uint8Array(await file.slice(0, 2)))) return watched(file, signal, onBytes);
    await file.close();
    return partsOf(await bytes());
  }
  return { name: name.replace(/\.gz$/i, ''), role: roleOf(name), path, bytes, parts };
}

/** It ends when the signal says so, and tells how much was read. */
function watched(
  file: FileParts,
  signal: AbortSignal | undefined,
  onBytes: NonNullable<ReadOptions['onBytes']>,
): FileParts {
  let received = 0;
  return {
    ...file,
    async slice(start, end) {
      signal?.throwIfAborted();
      const part = await file.slice(start, end);
      received = Math.min(file.byteLength, received + part.byteLength);
      onBytes(received, file.byteLength);
      return part;
    },
  };
}

const bad = (path: string, message: string) => new MlpLabError('bad-data', `${path}: ${message}`);
