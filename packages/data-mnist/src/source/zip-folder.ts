// A zip archive of files as a folder: a set of CSV files from Kaggle, EMNIST's gzip.zip, pictures.
import type { Folder } from '../folder';
import { readZip } from './zip';

/** @param outer the folder of the archive, which its own file names. @throws MlpLabError `bad-data` where it is damaged. */
export function zipFolder(bytes: Uint8Array<ArrayBuffer>, { name, path }: Folder): Folder {
  const entries = new Map(
    readZip(bytes, path)
      .filter((entry) => !entry.name.split('/').some((part) => part.startsWith('.') || part === '__MACOSX'))
      .map((entry) => [entry.name, entry]),
  );
  return {
    name,
    path,
    pathOf: (file) => `${path}: ${file}`,
    read: async (file) => (await entries.get(file)?.read()) ?? 'no such file',
    list: async () => [...entries.keys()].sort(),
    head: async (file) => (await entries.get(file)?.read()) ?? new Uint8Array(0),
  };
}
