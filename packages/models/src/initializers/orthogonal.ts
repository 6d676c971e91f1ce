// Matrices whose columns (or rows, if there are fewer) are orthogonal and of equal length.
import { type Random, sizeFromShape } from '@mlp-lab/core';

/**
 * Saxe et al. (2014), Keras's Orthogonal: the Q of a random normal matrix's QR decomposition, with a positive diagonal of R. Computed
 * by the Gram-Schmidt process in doubles, with two passes per column, because one is not accurate enough.
 *
 * @param shape all but the last dimension are the rows
 */
export function orthogonal(random: Random, shape: readonly number[], gain: number): Float32Array {
  const width = shape[shape.length - 1];
  const height = sizeFromShape(shape.slice(0, -1));
  const length = Math.max(width, height);
  const count = Math.min(width, height);
  const normal = random.normal(length * count); // [length, count]
  const columns: Float64Array[] = [];
  for (let c = 0; c < count; c++) {
    const column = Float64Array.from({ length }, (_, row) => normal[row * count + c]);
    for (let pass = 0; pass < 2; pass++) for (const other of columns) subtractProjection(column, other);
    const size = Math.sqrt(dot(column, column));
    columns.push(column.map((value) => value / size));
  }
  const wide = height < width;
  return Float32Array.from({ length: height * width }, (_, i) => {
    const [row, column] = [Math.floor(i / width), i % width];
    return gain * (wide ? columns[row][column] : columns[column][row]);
  });
}

function subtractProjection(column: Float64Array, unit: Float64Array): void {
  const share = dot(column, unit);
  for (let i = 0; i < column.length; i++) column[i] -= share * unit[i];
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
