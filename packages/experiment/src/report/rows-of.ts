/** Numbers `[rows × columns]`, row-major, as their rows: nothing is copied. */
export function rowsOf(numbers: Float32Array, columns: number): Float32Array[] {
  const rows = numbers.length / columns;
  return Array.from({ length: rows }, (_, row) => numbers.subarray(row * columns, (row + 1) * columns));
}
