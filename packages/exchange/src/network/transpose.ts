import type { Weight } from './network';

/** A matrix with its axes exchanged, in row-major order again: PyTorch keeps `[out, in]`, Keras `[in, out]`. */
export function transpose({ shape: [rows, columns], data }: Weight): Weight {
  const turned = new Float32Array(data.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) turned[column * rows + row] = data[row * columns + column];
  return { shape: [columns, rows], data: turned };
}
