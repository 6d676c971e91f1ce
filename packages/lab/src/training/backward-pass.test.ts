import { expect, it } from 'vitest';
import { backwardPass } from './backward-pass';
import { type DenseWeights, forwardPass } from './forward-pass';

/** Weights between -1 and 1 that look like chance. */
function layer(inputs: number, units: number, seed: number, normalized = false): DenseWeights {
  const value = (i: number) => Math.sin(seed * 100 + i * 12.9898);
  const list = (from: number, count: number) => Array.from({ length: count }, (_, i) => value(from + i));
  const normalization = {
    gamma: list(5000, units),
    beta: list(6000, units),
    mean: list(7000, units),
    variance: list(8000, units).map((one) => one * one + 0.5),
  };
  return {
    units,
    kernel: list(0, inputs * units),
    bias: list(9000, units),
    ...(normalized && { normalization }),
  };
}

it.each(['tanh', 'sigmoid', 'gelu', 'relu', 'softplus'])(
  'agrees with the loss when a bias is moved: %s',
  (activation) => {
    const input = [0.3, -0.7, 1.1];
    const label = 2;
    const layers = [layer(3, 5, 1, true), layer(5, 4, 2), layer(4, 3, 3)];
    const loss = (changed: readonly DenseWeights[]) =>
      -Math.log(forwardPass(changed, activation, input).at(-1)!.outputs[label]);
    const moved = (at: number, unit: number, by: number) =>
      layers.map((one, i) =>
        i === at ? { ...one, bias: Array.from(one.bias, (bias, u) => (u === unit ? bias + by : bias)) } : one,
      );
    const gradients = backwardPass(layers, activation, forwardPass(layers, activation, input), label)!;
    const step = 1e-5;
    for (const [at, { units }] of layers.entries())
      for (let unit = 0; unit < units; unit++) {
        const slope = (loss(moved(at, unit, step)) - loss(moved(at, unit, -step))) / (2 * step);
        expect(gradients[at][unit]).toBeCloseTo(slope, 6); // both by differences of 1e-4 and 1e-5, whose error is about their square
      }
  },
);
