// MNIST itself, which is part of this package: the four IDX files, compressed. For Node alone, as disk-folder.ts is.
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { MlpLabError } from '@mlp-lab/core';
import { diskFolder } from './disk-folder';
import type { Folder } from './folder';

/**
 * A folder that shows the files as they were before they were compressed, under their own names.
 *
 * @throws MlpLabError `bad-data` where they are missing.
 */
export async function mnistFolder(): Promise<Folder> {
  const folder = await diskFolder(join(packageFolder(), 'dist/mnist'));
  const files = await folder.list!();
  return {
    ...folder,
    list: async () => files.map((file) => file.replace(/\.gz$/, '')),
    async read(file, { signal, onBytes }) {
      const packed = await folder.read(`${file}.gz`, { signal });
      if (typeof packed === 'string') return packed;
      const bytes = await unpack(packed, folder.pathOf(`${file}.gz`));
      onBytes?.(bytes.length, bytes.length);
      return bytes;
    },
  };
}

/** Found by name, since an app's bundle of this code may be anywhere. */
function packageFolder(): string {
  try {
    return dirname(createRequire(import.meta.url).resolve('@mlp-lab/data-mnist/package.json'));
  } catch (cause) {
    throw new MlpLabError(
      'bad-data',
      'the package @mlp-lab/data-mnist is not installed: install it, or pass a source',
      {
        cause,
      },
    );
  }
}

/** In one piece, whose length a gzip file gives at its end: a third of the time of `DecompressionStream`. */
async function unpack(packed: Uint8Array<ArrayBuffer>, path: string): Promise<Uint8Array<ArrayBuffer>> {
  const size = new DataView(packed.buffer, packed.byteOffset).getUint32(packed.length - 4, true);
  const bytes = await promisify(gunzip)(packed, { chunkSize: Math.max(size, SMALLEST_CHUNK) }).catch((cause) => {
    throw new MlpLabError('bad-data', `${path}: damaged gzip data: install @mlp-lab/data-mnist again`, { cause });
  });
  return bytes as Uint8Array<ArrayBuffer>;
}

const SMALLEST_CHUNK = 64; // of zlib
