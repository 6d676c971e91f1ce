// A folder or a file → the arrays of the data set in it. Files in IDX form are read at once; for any other format, the code that
// recognizes it and the reader, with the libraries that it needs, are loaded.
import { MlpLabError } from '@mlp-lab/core';
import type { Folder } from '../folder';
import type { ReadIdxOptions } from '../read-idx-file';
import { readIdx, readIdxIfThere } from './idx';
import { findIdxNames, guessIdxNames, parseIdxName } from './idx-names';
import type { RawDataset } from './reader';

/** @throws MlpLabError `bad-data` where nothing in it can be read, or several data sets can; and as the readers do. */
export async function readSource(folder: Folder, options: ReadIdxOptions): Promise<RawDataset> {
  const files = await folder.list?.();
  const { file } = folder;
  const others = { ...options, readSource };
  if (file !== undefined && !parseIdxName(file)) return (await formats()).readFile(folder, file, others);
  const names = files ? findIdxNames(files, folder.path, file) : guessIdxNames(file);
  if (names && files) return readIdx(folder, names, options);
  if (names) {
    const dataset = await readIdxIfThere(folder, names, options);
    return 'missing' in dataset ? readItself(folder, dataset.missing, options) : dataset;
  }
  if (files && file === undefined) return (await formats()).readFolder(folder, files, others);
  return (await formats()).readFile(folder, file!, others);
}

const formats = () => import('./read-any-format');

/** A URL that names no folder of IDX files may be a file whose name has no ending: /download?id=7. */
async function readItself({ itself }: Folder, cause: Error, options: ReadIdxOptions): Promise<RawDataset> {
  const { signal, headers } = options;
  const found = itself ? await itself.read(itself.file!, { signal, headers }) : 'not asked for';
  if (!itself || typeof found === 'string')
    throw new MlpLabError(
      'bad-data',
      `${cause.message}: on a server, a folder holds IDX files; of another format, give the URL of the file`,
      { cause },
    );
  const again = { ...itself, read: async () => found };
  return (await formats()).readFile(again, itself.file!, { ...options, readSource });
}
