// numpy's argmax, which decides every vote.
import { invalidArgument } from '@mlp-lab/core';
import { readNumbers } from './array-input';

/**
 * The index of the largest number. The first of several equal maxima wins; a NaN counts as the maximum, as in numpy.
 *
 * @param values at least one number.
 * @throws MlpLabError `invalid-argument` for no numbers, or for other values.
 */
export function argmax(values: ArrayLike<number>): number {
  const numbers = readNumbers(values, 'values');
  if (numbers.length === 0) throw invalidArgument('values', 'at least one number', 'none');
  return argmaxBetween(numbers, 0, numbers.length);
}

/**
 * The argmax of each row of a matrix, whose numbers are divided by `divisor` before they are compared: rounding can make two of them
 * equal. [n · K] → [n]
 */
export function argmaxOfRows(matrix: Float64Array, width: number, result: Uint32Array, divisor: number): Uint32Array {
  for (let row = 0; row < result.length; row++)
    result[row] = argmaxBetween(matrix, row * width, (row + 1) * width, divisor);
  return result;
}

/** The argmax of `numbers[start]` to `numbers[end - 1]`, each divided by `divisor`, counted from `start`. */
export function argmaxBetween(numbers: ArrayLike<number>, start: number, end: number, divisor = 1): number {
  let best = start;
  let maximum = Number.NEGATIVE_INFINITY;
  for (let i = start; i < end; i++) {
    const number = numbers[i] / divisor;
    if (number <= maximum) continue;
    best = i; // a larger number, or the first NaN
    if (Number.isNaN(number)) break;
    maximum = number;
  }
  return best - start;
}
