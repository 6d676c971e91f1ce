// What unpacks the pages of parquet files, with as little memory as there is for each.
import { isBrowser } from '@mlp-lab/core';
import type { Compressors } from 'hyparquet';

type Unpack = NonNullable<Compressors[keyof Compressors]>;

export async function loadCompressors(): Promise<Compressors> {
  const [{ snappyUncompress }, { compressors }] = await Promise.all([
    import('hyparquet'),
    import('hyparquet-compressors'),
  ]);
  const unpackSnappy = compressors.SNAPPY!;
  const chosen: Compressors = {
    ...compressors,
    SNAPPY: (input, length) => (length > LARGE ? snappyInPlace(input, length) : unpackSnappy(input, length)),
    ...(isBrowser() ? {} : { BROTLI: brotliOfNode }),
  };
  return Object.fromEntries(Object.entries(chosen).map(([codec, unpack]) => [codec, guarded(unpack)]));

  /** The quicker one, of WebAssembly, copies the page into a memory of its own that stays as large. */
  function snappyInPlace(input: Uint8Array, length: number): Uint8Array {
    const output = new Uint8Array(length);
    snappyUncompress(input, output);
    return output;
  }
}

const LARGE = 2 ** 22; // bytes

/** The library's own makes lists. */
function brotliOfNode(input: Uint8Array, length: number): Uint8Array {
  const { brotliDecompressSync } = process.getBuiltinModule('node:zlib');
  return brotliDecompressSync(input, { maxOutputLength: Math.max(1, length) });
}

/** A page of nothing is not given to the library, which can't read one from LZ4: a column of nulls has such a dictionary. */
const guarded =
  (unpack: Unpack): Unpack =>
  (input, length) =>
    length === 0 ? new Uint8Array(0) : unpack(input, length);
