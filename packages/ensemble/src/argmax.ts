// numpy's argmax, which decides every vote.

/**
 * The index of the largest number. The first of several equal maxima wins; a NaN counts as the maximum, as in numpy.
 *
 * @param values at least one number.
 */
export function argmax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) return i;
    if (values[i] > values[best]) best = i;
  }
  return best;
}
