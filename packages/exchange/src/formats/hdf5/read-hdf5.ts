// An HDF5 file → its groups, attributes and numbers, by jsfive, which is loaded when there is one to read.
import { sizeFromShape } from '@mlp-lab/core';
import { damaged, unsupported } from '../../network/exchange-error';
import type { Weight } from '../../network/network';

export interface Hdf5 {
  /** The names in a group; none where there is no such group. */
  keys(path: string): string[];
  isGroup(path: string): boolean;
  /** The numbers of a data set, as float32. @throws MlpLabError `bad-data`. */
  weight(path: string): Weight;
  attribute(path: string, name: string): unknown;
}

interface Hdf5Object {
  readonly keys?: unknown;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly shape?: number[];
  readonly dtype?: unknown;
  readonly value?: unknown;
  get(path: string): Hdf5Object | null;
}

/** @throws MlpLabError `bad-data` for other bytes. */
export async function readHdf5(bytes: Uint8Array): Promise<Hdf5> {
  const { File } = (await import('jsfive')) as unknown as { File: new (buffer: ArrayBuffer) => Hdf5Object };
  const file = attempt('', () => new File(bytes.slice().buffer as ArrayBuffer));
  const at = (path: string): Hdf5Object | undefined =>
    attempt(path, () => {
      let found: Hdf5Object | null | undefined = file;
      for (const part of path.split('/').filter(Boolean)) {
        if (!hasKeys(found) || !found.keys.includes(part)) return undefined;
        found = found.get(part);
      }
      return found ?? undefined;
    });
  return {
    keys: (path) => attempt(path, () => keysOf(at(path))),
    isGroup: (path) => attempt(path, () => hasKeys(at(path))),
    attribute: (path, name) => attempt(path, () => at(path)?.attrs[name]),
    weight(path) {
      const found = at(path);
      const shape = attempt(path, () => found?.shape);
      if (found === undefined || shape === undefined) throw damaged(`${path}: expected numbers, received none`);
      const count = sizeFromShape(shape);
      if (!(count * BYTES_AT_LEAST <= bytes.length * MOST_COMPRESSION))
        throw damaged(`${path}: expected a shape that fits a file of ${bytes.length} bytes, received [${shape}]`);
      const values = attempt(path, () => found.value) as ArrayLike<unknown> | null;
      if (values?.length !== count || !isNumbers(values))
        throw damaged(`${path}: expected ${count} numbers for the shape [${shape}], received other values`);
      return { shape: [...shape], data: Float32Array.from(values, Number) };
    },
  };
}

/** A data set's `keys` is not a list. */
const hasKeys = (found: Hdf5Object | null | undefined): found is Hdf5Object & { keys: string[] } =>
  Array.isArray(found?.keys);
const keysOf = (found: Hdf5Object | undefined): string[] => (hasKeys(found) ? [...found.keys] : []);

const BYTES_AT_LEAST = 1; // of a number
const MOST_COMPRESSION = 1032; // deflate's greatest ratio

/** Integers of 64 bits are BigInts. */
function isNumbers(values: ArrayLike<unknown>): values is ArrayLike<number | bigint> {
  for (let i = 0; i < values.length; i++)
    if (typeof values[i] !== 'number' && typeof values[i] !== 'bigint') return false;
  return true;
}

function attempt<Result>(path: string, read: () => Result): Result {
  try {
    return read();
  } catch (cause) {
    if (/Opaque datatype/.test(String(cause)))
      throw unsupported(`${path}: its numbers are bfloat16, which can't be read: save the weights as float32`);
    throw damaged(
      `${path ? `${path}: ` : ''}expected an HDF5 file: ${String((cause as Error)?.message ?? cause)}`,
      cause,
    );
  }
}
