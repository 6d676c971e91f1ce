// Loads a data set: a source → its arrays → one checked data set or an error, never part of a data set.
import {
  checkBoolean,
  checkCount,
  checkFunction,
  checkObject,
  checkOptions,
  checkSignal,
  checkString,
  type Dataset,
  MlpLabError,
} from '@mlp-lab/core';
import { toDataset } from './assemble/to-dataset';
import { type Checksums, checkChecksums, FILES, MNIST_CHECKSUMS } from './checksum';
import { datasetDigest, digestOfChecksums } from './dataset-digest';
import { openFileCache } from './file-cache';
import { openFolder } from './open-folder';
import type { LoadProgress } from './read-idx-file';
import { IDX } from './readers/idx';
import { readSource } from './readers/read-source';
import type { GivenFile } from './source/files-folder';

/** Options of `loadMnist`. */
export interface LoadMnistOptions {
  /**
   * A folder or a file: a path or file URL (in Node), or an http or https URL, which in a browser may be relative to the page. It is
   * recognized by its content, then by its names:
   * - IDX files under any usual name (MNIST's, with dots, `emnist-letters-…`, `qmnist-…`), plain or gzip-compressed
   * - NumPy's `.npz` or `.npy` (Keras's `x_train` …, MedMNIST's `train_images` …, KMNIST's four archives)
   * - `.csv` with one row per picture, `.arff`, `.parquet` (Hugging Face's image and label, or columns of pixels)
   * - a folder per class of PNG or JPEG pictures
   * - a zip archive of any of these
   *
   * On a server, a folder holds IDX files; the others are files. In a browser it may also be the files that a person chose: the `File`s
   * of an `<input type="file">` or of a drop. @default in Node, MNIST itself, which is part of this package
   */
  readonly source?: string | URL | readonly GivenFile[];
  /** The name of the data set. @default 'mnist' without a source, else what its files or the last part of the source say */
  readonly name?: string;
  /**
   * The SHA-256 of the uncompressed files: `true` for MNIST's, `false` for no check, or an object of file name → SHA-256; files that
   * are not in it are not checked. @default true without a source, else false
   */
  readonly checksums?: boolean | Checksums;
  /** The number of classes, 1 to 256. @default the largest label of both sets + 1; where no label is 0, the number of different ones */
  readonly classes?: number;
  /**
   * Whether rows and columns of the pictures are swapped. @default true for EMNIST, which stores its pictures column by column: known
   * by its name or its numbers of images
   */
  readonly transpose?: boolean;
  /**
   * In a browser: whether to store the files that have a checksum in Cache Storage and to read them from there the next time. They
   * are verified then, too; a damaged or outdated one is downloaded again. @default false
   */
  readonly cache?: boolean;
  /** The headers of every request: `{ authorization: 'Bearer …' }`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends loading with an MlpLabError `aborted`. */
  readonly signal?: AbortSignal;
  /** Called as the bytes of each file arrive. */
  readonly onProgress?: (progress: LoadProgress) => void;
}

/**
 * Loads MNIST or any data set of small labelled pictures and checks it: grey bytes, classes from 0, a training and a test set.
 * `notes` of the data set say what was done to get there (colours mixed, EMNIST turned upright, a test set set aside). Images that
 * are bytes already are views of the files: nothing is copied.
 *
 * @throws MlpLabError `bad-data` where a file is missing or wrong, `io` where it can't be read, `invalid-argument` for an option
 * that can't be used, `unavailable` where checksums can't be computed, `aborted`.
 */
export async function loadMnist(options: LoadMnistOptions = {}): Promise<Dataset> {
  const given = checkOptions('loadMnist', options, {
    source: checkSource,
    name: checkString,
    checksums: checkChecksums,
    classes: (name, value) => checkCount(name, value, 1, 256),
    transpose: checkBoolean,
    cache: checkBoolean,
    headers: checkHeaders,
    signal: checkSignal,
    onProgress: checkFunction,
  });
  const checksums = checksumsOf(given);
  if (given.cache && Object.keys(checksums).length === 0)
    throw new MlpLabError(
      'invalid-argument',
      'cache needs checksums, to detect outdated and damaged files: received none',
    );
  try {
    return await load({ ...given, checksums });
  } catch (error) {
    const { signal } = given;
    throw signal?.aborted ? new MlpLabError('aborted', 'loading was aborted', { cause: signal.reason }) : error;
  }
}

async function load(options: LoadMnistOptions & { checksums: Checksums }): Promise<Dataset> {
  const folder = await openFolder(options.source);
  const cache = options.cache ? await openFileCache() : undefined;
  const raw = await readSource(folder, { ...options, cache });
  options.signal?.throwIfAborted();
  const { name = options.source === undefined ? 'mnist' : (raw.name ?? folder.name), classes, transpose } = options;
  const dataset = await toDataset(raw, { name, classes, transpose });
  formats.set(dataset, raw.format);
  return withDigest(dataset, raw.format === IDX ? options.checksums : {});
}

/** The digest is not enumerable: a copy with other images, `{ ...dataset, train }`, must not inherit it. */
async function withDigest(dataset: Dataset, checksums: Checksums): Promise<Dataset> {
  const verified = FILES.map((file) => checksums[file]).filter((checksum) => checksum !== undefined);
  const isVerified = verified.length === FILES.length && dataset.notes === undefined; // then the files have exactly these bytes
  const digest = isVerified ? await digestOfChecksums(verified) : await datasetDigest(dataset);
  return Object.defineProperty(dataset, 'digest', { value: digest });
}

const formats = new WeakMap<Dataset, string>();

/** The format of the files that a data set was loaded from, in words. */
export const formatOfDataset = (dataset: Dataset): string | undefined => formats.get(dataset);

function checkSource(name: string, value: unknown): void {
  if (Array.isArray(value)) for (const [i, file] of value.entries()) checkFile(`${name}[${i}]`, file);
  else if (!(value instanceof URL)) checkString(name, value);
}

function checkFile(name: string, value: unknown): void {
  const file = checkObject(name, value) as unknown as GivenFile;
  checkString(`${name}.name`, file.name);
  checkFunction(`${name}.arrayBuffer`, file.arrayBuffer);
  checkFunction(`${name}.slice`, file.slice);
}

function checkHeaders(name: string, value: unknown): void {
  for (const [header, text] of Object.entries(checkObject(name, value))) checkString(`${name}['${header}']`, text);
}

function checksumsOf({ source, checksums = source === undefined }: LoadMnistOptions): Checksums {
  if (checksums === true) return MNIST_CHECKSUMS;
  return checksums === false ? {} : checksums;
}
