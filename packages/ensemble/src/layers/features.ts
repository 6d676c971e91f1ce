// Reads x: features as callers have them → numbers with a shape, as the engine accepts them.
import { MlpLabError, type TensorData } from '@mlp-lab/core';
import { displayValue } from '../display-value';

/** Features of n samples: `{ data, shape }` of shape `[n, …]` (not copied, bytes stay bytes), or one array per sample. */
export type Features = TensorData | readonly ArrayLike<number>[];

/**
 * The features as numbers of shape `[n, …]`. The engine checks that they are finite and have the shape of the network's input.
 *
 * @throws MlpLabError `invalid-argument` for any other type, for no samples, or for arrays of different lengths.
 */
export function readFeatures(x: Features): TensorData {
  if (isTensorData(x)) return x;
  if (!Array.isArray(x) || x.length === 0)
    throw invalid(`expected { data, shape }, or an array of at least one sample, received ${displayValue(x)}`);
  const width = x[0].length;
  const data = new Float32Array(x.length * width);
  for (const [i, row] of x.entries()) {
    if (!(row?.length === width && width > 0))
      throw invalid(
        `expected arrays of ${width || '1 or more'} numbers, received ${row?.length} numbers for sample ${i}`,
      );
    data.set(row, i * width);
  }
  return { data, shape: [x.length, width] };
}

/** Number of features per sample, from the shape of x. */
export function featureCount([, ...sample]: readonly (number | null)[]): number {
  return sample.reduce<number>((product, length) => product * Number(length), 1);
}

function isTensorData(x: Features): x is TensorData {
  return typeof x === 'object' && x !== null && 'data' in x && 'shape' in x;
}

const invalid = (problem: string) => new MlpLabError('invalid-argument', `x: ${problem}`);
