// An HDF5 file → its groups, attributes and numbers, by jsfive, which is loaded when there is one to read.
import { sizeFromShape } from '@mlp-lab/core';
import { damaged } from '../../network/exchange-error';
import type { Weight } from '../../network/network';
import { floatsOfWords } from '../little-endian';

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
  readonly _dataobjects: { readonly filter_pipeline: unknown };
  get(path: string): Hdf5Object | null;
}

/** @throws MlpLabError `bad-data` for other bytes. */
export async function readHdf5(bytes: Uint8Array): Promise<Hdf5> {
  const { File } = (await import('jsfive')) as unknown as { File: new (buffer: ArrayBuffer) => Hdf5Object };
  const file = attempt('', () => new File(bytes.slice().buffer as ArrayBuffer));
  const opened = new Map<string, Hdf5Object | undefined>([['', file]]); // jsfive reads a group anew each time it is asked for

  function open(path: string): Hdf5Object | undefined {
    if (opened.has(path)) return opened.get(path);
    const slash = path.lastIndexOf('/');
    const parent = open(path.slice(0, Math.max(0, slash)));
    const name = path.slice(slash + 1);
    const found = hasKeys(parent) && parent.keys.includes(name) ? (parent.get(name) ?? undefined) : undefined;
    if (opened.size === MOST_OBJECTS) throw new Error(`it has more than ${MOST_OBJECTS} groups and data sets`);
    opened.set(path, found);
    return found;
  }
  const at = (path: string) => attempt(path, () => open(path.split('/').filter(Boolean).join('/')));
  return {
    keys: (path) => attempt(path, () => keysOf(at(path))),
    isGroup: (path) => attempt(path, () => hasKeys(at(path))),
    attribute: (path, name) => attempt(path, () => at(path)?.attrs[name]),
    weight(path) {
      const found = at(path);
      const shape = attempt(path, () => found?.shape);
      if (found === undefined || shape === undefined) throw damaged(`${path}: expected numbers, received none`);
      const count = sizeFromShape(shape);
      const compression = attempt(path, () => found._dataobjects.filter_pipeline) ? MOST_COMPRESSION : 1;
      if (!(count * BYTES_AT_LEAST <= bytes.length * compression))
        throw damaged(`${path}: expected a shape that fits a file of ${bytes.length} bytes, received [${shape}]`);
      const isBrainFloat = attempt(path, () => isOpaque(found));
      const values = attempt(path, () => found.value) as ArrayLike<unknown> | null;
      if (values?.length !== count || !isNumbers(values))
        throw damaged(`${path}: expected ${count} numbers for the shape [${shape}], received other values`);
      const data = isBrainFloat
        ? floatsOfWords(values as ArrayLike<number>, 'BF16')
        : Float32Array.from(values, Number);
      return { shape: [...shape], data };
    },
  };
}

/** A data set's `keys` is not a list. */
const hasKeys = (found: Hdf5Object | null | undefined): found is Hdf5Object & { keys: string[] } =>
  Array.isArray(found?.keys);
const keysOf = (found: Hdf5Object | undefined): string[] => (hasKeys(found) ? [...found.keys] : []);

/** Keras stores bfloat16 as bytes without a type, which jsfive refuses to read: it is told to read whole numbers of 16 bits. */
function isOpaque(found: Hdf5Object): boolean {
  if (opaque.has(found)) return true;
  try {
    return found.dtype === undefined;
  } catch (cause) {
    if (!/Opaque datatype/.test(String(cause))) throw cause;
    opaque.add(found);
    return Reflect.defineProperty(found._dataobjects, 'dtype', { value: '<u2' });
  }
}
const opaque = new WeakSet<Hdf5Object>(); // those that were told

const MOST_OBJECTS = 100_000; // groups that contain each other have endless paths
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
    throw damaged(
      `${path ? `${path}: ` : ''}expected an HDF5 file: ${String((cause as Error)?.message ?? cause)}`,
      cause,
    );
  }
}
