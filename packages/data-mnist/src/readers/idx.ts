// IDX files, two for each set → a data set: MNIST, Fashion-MNIST, KMNIST, EMNIST, QMNIST, and a user's own.
import { MlpLabError } from '@mlp-lab/core';
import type { Folder } from '../folder';
import { type IdxFile, type MissingFile, type ReadIdxOptions, readIdxFile } from '../read-idx-file';
import { IDX_FILES, type IdxName, type IdxNames } from './idx-names';
import type { RawDataset, RawLabels, RawSet } from './reader';

export const IDX = 'IDX files';

/**
 * The test set may be missing, unless its checksums were given.
 *
 * @throws MlpLabError `bad-data` where another file is missing, damaged, of the wrong shape, or has the wrong checksum; `io` where it can't
 * be read.
 */
export async function readIdx(folder: Folder, names: IdxNames, options: ReadIdxOptions): Promise<RawDataset> {
  const dataset = await readIdxIfThere(folder, names, options);
  if ('missing' in dataset) throw dataset.missing;
  return dataset;
}

/** As `readIdx`, but a folder that does not have even the first file is no error. */
export async function readIdxIfThere(
  folder: Folder,
  names: IdxNames,
  options: ReadIdxOptions,
): Promise<RawDataset | MissingFile> {
  const read = (name: IdxName) => readIdxFile(folder, name, names.spellings[name], options);
  const [trainImages, trainLabels, testImages, testLabels] = IDX_FILES;
  const images = await read(trainImages); // in turn, as progress reports them
  if ('missing' in images) return images;
  const train = setOf(images, found(await read(trainLabels)));
  const test = [await read(testImages), await read(testLabels)];
  const isRequired = [testImages, testLabels].some((name) => options.checksums[name] !== undefined);
  const isAbsent = !isRequired && test.every((file) => 'missing' in file);
  const last = names.prefix.split('/').at(-1);
  return {
    format: IDX,
    ...(last && { name: last }),
    train,
    ...(!isAbsent && { test: setOf(found(test[0]), found(test[1])) }),
    mayBeTransposed: true,
    notes: [],
  };
}

function found(file: IdxFile | MissingFile): IdxFile {
  if ('missing' in file) throw file.missing;
  return file;
}

function setOf(images: IdxFile, labels: IdxFile): RawSet {
  const { data, shape, path } = images;
  if (shape.length !== 3) throw wrongDimensions(images, 3);
  return { pixels: data, shape, path, labels: labelsOf(labels), labelsPath: labels.path };
}

const QMNIST_COLUMNS = 8; // the digit, then its writer and where it was found

function labelsOf(labels: IdxFile): RawLabels {
  const { data, shape } = labels;
  if (shape.length === 2 && shape[1] === QMNIST_COLUMNS)
    return data.filter((_, i) => i % QMNIST_COLUMNS === 0) as RawLabels;
  if (shape.length !== 1) throw wrongDimensions(labels, 1);
  return data;
}

const wrongDimensions = ({ path, shape }: IdxFile, expected: number) =>
  bad(path, `wrong number of dimensions: expected ${expected}, received ${shape.length}: [${shape.join(', ')}]`);

const bad = (path: string, message: string) => new MlpLabError('bad-data', `${path}: ${message}`);
