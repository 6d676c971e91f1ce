// The files that a person chose in a browser, or dropped on a page, as a folder.
import { MlpLabError } from '@mlp-lab/core';
import { type FileParts, type Folder, nameOfPath, partsOf } from '../folder';

/** What is used of a browser's `File`. */
export interface GivenFile {
  /** The last part of its path. */
  readonly name: string;
  /** Its path, where a folder was chosen; empty for a file. */
  readonly webkitRelativePath?: string;
  /** The number of its bytes. Where it is there, large files are read in parts. */
  readonly size?: number;
  /** All bytes. */
  arrayBuffer(): Promise<ArrayBuffer>;
  /** A part of it. */
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

const HEAD = 4096; // bytes that tell the format of a file
/** What systems add to folders. */
const HIDDEN = /(^|\/)(\.|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/;

/** @throws MlpLabError `bad-data` for no files. */
export function filesFolder(given: readonly GivenFile[]): Folder {
  const files = new Map(
    given.flatMap((file) => {
      const path = file.webkitRelativePath || file.name;
      return HIDDEN.test(path) ? [] : [[path, file] as const];
    }),
  );
  const paths = [...files.keys()].sort();
  const [first] = paths;
  if (first === undefined) throw new MlpLabError('bad-data', 'expected the files of a data set, received none');
  const top = first.slice(0, first.indexOf('/') + 1);
  const base = paths.every((path) => path.startsWith(top)) ? top : '';
  const isOne = paths.length === 1;
  const path = isOne ? first : base.slice(0, -1) || 'the files';
  const find = (name: string) => files.get(base + name);
  return {
    name: isOne ? nameOfPath(first.split('/'))! : base.slice(0, -1) || commonName(paths),
    path,
    file: isOne ? first.slice(base.length) : undefined,
    pathOf: (name) => base + name,
    read: async (name) => (await bytesOf(find(name), base + name)) ?? 'not among the files',
    list: async () => paths.map((path) => path.slice(base.length)),
    head: async (name) => new Uint8Array((await find(name)?.slice(0, HEAD).arrayBuffer()) ?? []),
    parts: async (name) => {
      const file = find(name)!;
      return file.size === undefined ? partsOf(new Uint8Array(await file.arrayBuffer())) : partsOfFile(file, file.size);
    },
  };
}

/** `mnist_train.csv` and `mnist_test.csv` are of mnist; of others, the name of one is not that of all. */
function commonName(paths: readonly string[]): string {
  const [name, ...others] = new Set(paths.map((path) => nameOfPath([path])!));
  return others.length === 0 ? name : 'several files';
}

const partsOfFile = (file: GivenFile, byteLength: number): FileParts => ({
  byteLength,
  slice: (start, end = byteLength) => file.slice(start, end).arrayBuffer(),
  close: async () => {},
});

async function bytesOf(file: GivenFile | undefined, path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const bytes = await file?.arrayBuffer().catch((cause) => {
    throw new MlpLabError('io', `${path}: can't be read: ${cause.message}`, { cause });
  });
  return bytes && new Uint8Array(bytes);
}
