// Rows as trainers take them: typed arrays, checked, nothing copied that needn't be.
import type { NumericArray } from '@mlp-lab/core';

/** Row i of x is `x[i * width …]`, of y `y[i * targetWidth …]`. Never written to. */
export interface Samples {
  readonly count: number;
  readonly x: NumericArray;
  /** Shape of a row of x, and the numbers in it. */
  readonly rowShape: readonly number[];
  readonly width: number;
  readonly y: NumericArray;
  readonly targetShape: readonly number[];
  readonly targetWidth: number;
  /** Weight of each row's loss. */
  readonly weights?: Float32Array;
  /** Of a model of several inputs or outputs: those after the first. */
  readonly more?: { readonly x: readonly Column[]; readonly y: readonly Column[] };
}

/** Row i is `data[i * width …]`. */
export interface Column {
  readonly data: NumericArray;
  readonly rowShape: readonly number[];
  readonly width: number;
}

/** Rows `from` to `to` (exclusive), as views. */
export function sliceSamples(samples: Samples, from: number, to: number): Samples {
  const { x, width, y, targetWidth, weights, more } = samples;
  const slice = (columns: readonly Column[]) =>
    columns.map((column) => ({ ...column, data: column.data.subarray(from * column.width, to * column.width) }));
  return {
    ...samples,
    count: to - from,
    x: x.subarray(from * width, to * width),
    y: y.subarray(from * targetWidth, to * targetWidth),
    weights: weights?.subarray(from, to),
    more: more && { x: slice(more.x), y: slice(more.y) },
  };
}

/** Copies rows `order[from]` to `order[to - 1]` of `data` into one float array; without `order`, rows from to to - 1. */
export function gatherRows(
  data: NumericArray,
  width: number,
  from: number,
  to: number,
  order?: Uint32Array,
): Float32Array {
  const rows = new Float32Array((to - from) * width);
  if (!order) {
    rows.set(data.subarray(from * width, to * width));
    return rows;
  }
  for (let i = from; i < to; i++) {
    const start = order[i] * width;
    rows.set(data.subarray(start, start + width), (i - from) * width);
  }
  return rows;
}
