// The one rule by which every vote is decided: numpy's argmax.

/**
 * The index of the largest number: the first of equal ones, and the first NaN before any number (numpy's rule).
 *
 * @param values one number or more.
 */
export function argmax(values: ArrayLike<number>): number {
  return argmaxBetween(values, 0, values.length);
}

/** The same within `values[start]` to `values[end - 1]`; the index counts from `start`. */
export function argmaxBetween(values: ArrayLike<number>, start: number, end: number): number {
  let best = start;
  for (let i = start; i < end; i++) {
    if (Number.isNaN(values[i])) return i - start;
    if (values[i] > values[best]) best = i;
  }
  return best - start;
}
