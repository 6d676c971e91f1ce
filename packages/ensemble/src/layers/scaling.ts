// Scales features before they enter the network: `fit` learns the scaling, `predict` applies it.
import { type Scale, type Scaling, scalingOf, type TensorData } from '@mlp-lab/core';

/** The scaling of `x`; `standard` uses the mean and the standard deviation of all its values together. */
export const learnScaling = (scale: Scale, { data }: TensorData): Scaling =>
  scalingOf(scale, () => {
    const mean = average(data, (value) => value);
    return { mean, deviation: Math.sqrt(average(data, (value) => (value - mean) ** 2)) };
  });

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
