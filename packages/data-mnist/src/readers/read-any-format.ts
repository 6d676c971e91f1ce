// A folder or a file in any format but plain IDX → the arrays of the data set in it: recognized by content first, then by name.
import { MlpLabError } from '@mlp-lab/core';
import type { Folder } from '../folder';
import { gunzip } from '../gunzip';
import type { LoadProgress, ReadIdxOptions } from '../read-idx-file';
import { zipFolder } from '../source/zip-folder';
import { type Format, formatOf, isPictureName, unknownFormat } from './formats';
import { grouped } from './grouped';
import { readIdx } from './idx';
import { guessIdxNames } from './idx-names';
import type { RawDataset } from './reader';
import type { SourceFile } from './source-file';
import type { TableFormat } from './tables';

/** `readSource` reads what is in an archive. */
interface ReadAnyOptions extends ReadIdxOptions {
  readSource(folder: Folder, options: ReadIdxOptions): Promise<RawDataset>;
}

/** One file that holds everything. */
export async function readFile(folder: Folder, name: string, options: ReadAnyOptions): Promise<RawDataset> {
  const file = sourceFile(folder, name, options);
  const bytes = await file.bytes();
  const format = formatOf(bytes, file.name);
  const whole = { ...file, bytes: async () => bytes };
  if (format === 'zip') return options.readSource(zipFolder(bytes, folder), options);
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

/** The formats in the order in which they are looked for; what comes later is taken to be beside the data set. */
const ORDER = ['numpy', 'parquet', 'arff', 'csv', 'picture', 'zip'] as const;

/** A folder in which no file has a name of the IDX form. */
export async function readFolder(
  folder: Folder,
  names: readonly string[],
  options: ReadAnyOptions,
): Promise<RawDataset> {
  const pictures = names.filter(isPictureName);
  const others = names.filter((name) => !isPictureName(name));
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
  const format = ORDER.find((format) => (found.get(format)?.length ?? 0) > 0);
  const chosen = format && found.get(format)!;
  if (!chosen) {
    // the message that MNIST's own names are missing is the most helpful one where nothing else was found
    if (others.length === 0) return readIdx(folder, guessIdxNames(), options);
    throw bad(
      folder.path,
      `expected a data set: IDX, .npz, .csv, .arff, .parquet, or a folder of pictures per class; received ${shortList(names)}`,
    );
  }
  if (format === 'zip') {
    if (chosen.length > 1)
      throw bad(
        folder.path,
        `expected one archive, received ${shortList(chosen)}: give the path of the one that you mean`,
      );
    return readFile(folder, chosen[0], options);
  }
  return readFiles(
    format,
    chosen.map((name) => sourceFile(folder, name, options)),
    folder,
  );
}

const MAX_OTHERS = 1000; // files that are opened to see what they are

async function readFiles(
  format: Exclude<Format, 'idx' | 'zip' | 'gzip'>,
  files: readonly SourceFile[],
  folder: Folder,
): Promise<RawDataset> {
  switch (format) {
    case 'numpy':
      return (await import('./npz')).readNumpy(files);
    case 'picture':
      return (await import('./pictures')).readPictures(files, folder.path);
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
  const progress = (received: number, total?: number): LoadProgress => ({ file: name, received, total });
  return {
    name: name.replace(/\.gz$/i, ''),
    path,
    async bytes() {
      signal?.throwIfAborted();
      const onBytes = (received: number, total?: number) => onProgress?.(progress(received, total));
      const bytes = await folder.read(name, { signal, headers, onBytes });
      if (typeof bytes === 'string') throw bad(path, `missing: ${bytes}`);
      return gunzip(bytes, path);
    },
  };
}

const shortList = (names: readonly string[]) =>
  `${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`;

const bad = (path: string, message: string) => new MlpLabError('bad-data', `${path}: ${message}`);
