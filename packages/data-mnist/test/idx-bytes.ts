// Hand-made IDX files for the tests of this package.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An IDX file of that shape; for a type other than unsigned byte, `bytes` are the raw bytes of the numbers. */
export function idx(shape: number[], bytes: ArrayLike<number>, type = 8): Uint8Array<ArrayBuffer> {
  const lengths = shape.flatMap((length) => [0, 0, length >> 8, length & 255]);
  return Uint8Array.from([0, 0, type, shape.length, ...lengths, ...Array.from(bytes)]);
}

export type Files = Record<string, Uint8Array<ArrayBuffer>>;

/** Three training images and two test images of 2 × 2 pixels, labels 0 to 2. */
export function smallSet(changes: Files = {}): Files {
  return {
    'train-images-idx3-ubyte': idx([3, 2, 2], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 255]),
    'train-labels-idx1-ubyte': idx([3], [2, 0, 1]),
    't10k-images-idx3-ubyte': idx([2, 2, 2], [9, 8, 7, 6, 5, 4, 3, 2]),
    't10k-labels-idx1-ubyte': idx([2], [1, 0]),
    ...changes,
  };
}

/** Writes the files to a new folder named `name`. */
export async function folderOf(files: Files, name = 'small') {
  const parent = await mkdtemp(join(tmpdir(), 'data-mnist-'));
  const path = join(parent, name);
  await mkdir(path);
  for (const [file, bytes] of Object.entries(files)) await writeFile(join(path, file), bytes);
  return { path, remove: () => rm(parent, { recursive: true }) };
}
