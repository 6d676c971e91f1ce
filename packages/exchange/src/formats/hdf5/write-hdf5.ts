// Groups of numbers → an HDF5 file, by h5wasm, which is large: it is installed only where such files are written.
import { MlpLabError } from '@mlp-lab/core';
import type { Weight } from '../../network/network';

/** A data set, or an empty group, by its path. */
export type Hdf5Entries = ReadonlyMap<string, Weight | 'group'>;

let count = 0;

/** @throws MlpLabError `unavailable` where h5wasm is not installed. */
export async function writeHdf5(entries: Hdf5Entries): Promise<Uint8Array> {
  const h5wasm = await loadH5wasm();
  const { FS } = await h5wasm.ready;
  const path = `mlp-lab-${count++}.h5`; // in memory
  const file = new h5wasm.File(path, 'w');
  try {
    const groups = [...entries].flatMap(([name, entry]) => ancestors(entry === 'group' ? `${name}/` : name));
    for (const group of new Set(groups)) file.create_group(group); // h5wasm makes no group on the way to another
    for (const [name, entry] of entries)
      if (entry !== 'group')
        file.create_dataset({ name, data: Float32Array.from(entry.data), shape: [...entry.shape], dtype: '<f4' });
  } finally {
    file.close();
  }
  const bytes = FS.readFile(path);
  FS.unlink(path);
  if (bytes.length === 0) throw new MlpLabError('unavailable', 'h5wasm wrote no HDF5 file'); // it reports failures on the console alone
  return bytes;
}

async function loadH5wasm() {
  try {
    return (await import('h5wasm')).default; // in a try block: bundlers then accept that it is missing
  } catch (cause) {
    throw new MlpLabError(
      'unavailable',
      "HDF5, as in .keras and .h5 files, needs h5wasm, which can't be loaded: npm install h5wasm",
      {
        cause,
      },
    );
  }
}

/** `a/b/c` → `a`, `a/b` */
const ancestors = (path: string): string[] =>
  path.split('/').flatMap((_, i, parts) => (i > 0 ? [parts.slice(0, i).join('/')] : []));
