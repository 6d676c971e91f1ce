// Scales features before they enter the network: `fit` learns the scaling, `predict` applies it.
import type { TensorData } from '@mlp-lab/core';

/**
 * How features are scaled:
 * - `none`: unchanged
 * - `unit`: divided by 255, so that pixels are in [0, 1]
 * - `standard`: standardized with one mean and one standard deviation, of all numbers in the `x` passed to `fit` (a standard
 *   deviation of 0 is replaced by 1)
 */
export type Scale = (typeof SCALES)[number];

export const SCALES = ['none', 'unit', 'standard'] as const;

/** `(value - shift) / divisor`; null: unchanged. */
export type Scaling = { shift: number; divisor: number } | null;

/** @param x the features passed to `fit`. */
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
