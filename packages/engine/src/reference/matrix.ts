// Matrices of doubles, for the plain reference.

/** `data[row * width + column]`. */
export interface Matrix {
  readonly rows: number;
  readonly width: number;
  readonly data: Float64Array;
}

/** A matrix of `value(row, column, index)`. */
export function matrix(
  rows: number,
  width: number,
  value: (row: number, column: number, index: number) => number,
): Matrix {
  const data = Float64Array.from({ length: rows * width }, (_, i) => value(Math.floor(i / width), i % width, i));
  return { rows, width, data };
}

/** Σ over i from 0 to count - 1. */
export function sum(count: number, term: (i: number) => number): number {
  let total = 0;
  for (let i = 0; i < count; i++) total += term(i);
  return total;
}
