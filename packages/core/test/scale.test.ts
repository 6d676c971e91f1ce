import { type Scale, scalingOf } from '@mlp-lab/core';
import { expect, it } from 'vitest';

const statistics = () => ({ mean: 3, deviation: 2 });

it('a scale stands for a shift and a divisor', () => {
  expect(scalingOf('none', statistics)).toBeNull();
  expect(scalingOf('unit', statistics)).toEqual({ shift: 0, divisor: 255 });
  expect(scalingOf('standard', statistics)).toEqual({ shift: 3, divisor: 2 });
});

it('a deviation of 0 counts as 1', () => {
  expect(scalingOf('standard', () => ({ mean: 3, deviation: 0 }))).toEqual({ shift: 3, divisor: 1 });
});

it.each(['minmax', 'toString', null])('refuses the scale %s', (scale) => {
  expect(() => scalingOf(scale as Scale, statistics)).toThrow(
    "scale: expected 'none', 'unit' or 'standard', received ",
  );
});
