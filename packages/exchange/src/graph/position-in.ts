// Arrays that are repeated along axes, as numpy broadcasts them.

/** Where the number at position `i` of `full` stands in an array whose axes of length 1 are repeated. */
export function positionIn(lengths: readonly number[], full: readonly number[], i: number): number {
  let [position, stride, left] = [0, 1, i];
  for (let axis = full.length - 1; axis >= 0; axis--) {
    const index = left % full[axis];
    left = (left - index) / full[axis];
    if (lengths[axis] !== 1) position += index * stride;
    stride *= lengths[axis];
  }
  return position;
}
