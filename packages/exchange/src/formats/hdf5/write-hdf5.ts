// Groups of numbers → an HDF5 file, by h5wasm, which is large and loaded when there is one to write.
import { MlpLabError } from '@mlp-lab/core';
import type { Weight } from '../../network/network';

/** A data set, or an empty group, by its path. */
export type Hdf5Entries = ReadonlyMap<string, Weight | 'group'>;

let count = 0;

export async function writeHdf5(entries: Hdf5Entries): Promise<Uint8Array> {
  const { default: h5wasm } = await import('h5wasm');
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

/** `a/b/c` → `a`, `a/b` */
const ancestors = (path: string): string[] =>
  path.split('/').flatMap((_, i, parts) => (i > 0 ? [parts.slice(0, i).join('/')] : []));
