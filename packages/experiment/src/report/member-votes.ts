// The class probabilities of an ensemble's members: their rows, and the classes that they choose.
import { argmax } from '@mlp-lab/ensemble';

/** The class that each member chooses: `[members][images]`. */
export function votesOf(members: readonly Float32Array[][]): Uint8Array[] {
  return members.map((rows) => Uint8Array.from(rows, (row) => argmax(row)));
}

/** Numbers `[rows × columns]`, row-major, as their rows: views, no copies. */
export function rowsOf(numbers: Float32Array, columns: number): Float32Array[] {
  const rows = numbers.length / columns;
  return Array.from({ length: rows }, (_, row) => numbers.subarray(row * columns, (row + 1) * columns));
}
