// The one rule by which every vote is decided: numpy's argmax.

/**
 * The index of the largest number: the first of equal ones, and the first NaN before any number (numpy's rule).
 *
 * @param values one number or more.
 */
export function argmax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) return i;
    if (values[i] > values[best]) best = i;
  }
  return best;
}
