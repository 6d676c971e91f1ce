// The samples of a training, evaluation or prediction. On its way into the network, data passes these stages:
//
//   TensorInput     x or y as the caller passes it: a tensor, or a typed array with its shape
//   Samples         x, y and sample weights together, read and checked against the model (read-samples.ts)
//   ProgramSamples  the same in the types that a Program reads: bytes or floats, labels or values (program-samples.ts)
//   MemorySamples   their addresses in the memory of a WebAssembly module (memory/store-samples.ts)
import type { NumericArray } from '@mlp-lab/core/common';

/** Row i is `x[i * width …]` and `y[i * targetWidth …]`. Never written to. */
export interface Samples {
  readonly count: number;
  readonly x: NumericArray;
  /** The shape of a row of x, and its numbers. */
  readonly rowShape: readonly number[];
  readonly width: number;
  readonly y: NumericArray;
  readonly targetShape: readonly number[];
  readonly targetWidth: number;
  /** The weight of each row in the loss. */
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

/** Rows `from` to `to` (exclusive), without a copy. */
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

/** Copies rows `order[from]` to `order[to - 1]` of `data` into one float array; without `order`, rows `from` to `to - 1`. */
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
