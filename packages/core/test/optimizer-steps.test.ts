import { nadamMomentum, nadamMomentumProduct, power } from '@mlp-lab/core';
import { expect, it } from 'vitest';

it.each([
  [0.9, 0],
  [0.9, 1],
  [0.999, 7],
  [0.999, 1000],
  [0.9, 131_300],
])('raises the float %d to the power %d, to a float', (base, exponent) => {
  const expected = Math.fround(base) ** exponent;
  expect(power(base, exponent)).toBe(Math.fround(power(base, exponent)));
  expect(Math.abs(power(base, exponent) - expected)).toBeLessThanOrEqual(2 ** -24 * expected);
});

it("warms Nadam's momentum up from half of β₁, and multiplies those of all steps", () => {
  expect(nadamMomentum(1, 0.9)).toBeCloseTo(0.9 * (1 - 0.48), 7);
  expect(nadamMomentum(10_000, 0.9)).toBe(Math.fround(0.9));
  const three = [1, 2, 3].map((step) => nadamMomentum(step, 0.9));
  expect(nadamMomentumProduct(3, 0.9)).toBeCloseTo(three[0] * three[1] * three[2], 7);
  expect(nadamMomentumProduct(0, 0.9)).toBe(1);
  expect(nadamMomentumProduct(5000, 0.9)).toBe(0);
  expect(nadamMomentumProduct(3, 0.8)).toBeLessThan(nadamMomentumProduct(3, 0.9)); // not one for all
});
