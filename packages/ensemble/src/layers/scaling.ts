// What becomes of the numbers of x before the network sees them: learnt by `fit`, the same for every later x.
import { MlpLabError, type TensorData } from '@mlp-lab/core';

/**
 * What becomes of a number (a pixel, 0 to 255) before the network sees it:
 * - `none`: it stays as it is
 * - `unit`: divided by 255
 * - `standard`: (number - mean) / deviation, one mean and one deviation of all numbers that `fit` saw; a deviation of 0 counts as 1
 */
export type Scale = 'none' | 'unit' | 'standard';

/** `(number - shift) / divisor`; null leaves the numbers as they are. */
export type Scaling = { shift: number; divisor: number } | null;

/** @throws MlpLabError `invalid-argument` for an unknown scale. */
export function learnScaling(scale: Scale, { data }: TensorData): Scaling {
  switch (scale) {
    case 'none':
      return null;
    case 'unit':
      return { shift: 0, divisor: 255 };
    case 'standard': {
      const shift = average(data, (value) => value);
      return { shift, divisor: Math.sqrt(average(data, (value) => (value - shift) ** 2)) || 1 };
    }
    default:
      throw new MlpLabError('invalid-argument', `scale must be 'none', 'unit' or 'standard': received ${scale}`);
  }
}

export function scaled(scaling: Scaling, { data, shape }: TensorData): TensorData {
  if (scaling === null) return { data, shape };
  const { shift, divisor } = scaling;
  const result = new Float32Array(data.length);
  for (let i = 0; i < data.length; i++) result[i] = (data[i] - shift) / divisor;
  return { data: result, shape };
}

function average(data: TensorData['data'], of: (value: number) => number): number {
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += of(data[i]);
  return sum / data.length;
}
