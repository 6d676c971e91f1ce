// The door for x: what callers have → numbers with a shape, as the engine takes them.
import { MlpLabError, type TensorData } from '@mlp-lab/core';

/** Rows of features: `{ data, shape }` with shape `[n, …]` (bytes stay bytes, nothing is copied), or one array a row. */
export type Rows = TensorData | readonly ArrayLike<number>[];

/**
 * The rows as numbers with a shape, `[n, …]`.
 *
 * @throws MlpLabError `invalid-argument` for what is neither, no row, or rows of different lengths. Whether the numbers are
 * finite and the shape is the network's, the engine checks.
 */
export function readRows(x: Rows): TensorData {
  if (isTensorData(x)) return x;
  if (!Array.isArray(x) || x.length === 0)
    throw invalid(`expected { data, shape }, or a list of at least one row: received ${Array.isArray(x) ? 'none' : x}`);
  const width = x[0].length;
  const data = new Float32Array(x.length * width);
  for (const [i, row] of x.entries()) {
    if (!(row?.length === width && width > 0))
      throw invalid(`expected rows of ${width || '1 or more'} numbers, received one of ${row?.length} at index ${i}`);
    data.set(row, i * width);
  }
  return { data, shape: [x.length, width] };
}

/** Numbers in a row of x, by the shape of x. */
export function rowSize([, ...row]: readonly (number | null)[]): number {
  return row.reduce<number>((product, length) => product * Number(length), 1);
}

function isTensorData(x: Rows): x is TensorData {
  return typeof x === 'object' && x !== null && 'data' in x && 'shape' in x;
}

const invalid = (problem: string) => new MlpLabError('invalid-argument', `x: ${problem}`);
