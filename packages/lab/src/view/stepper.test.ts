import { expect, it } from 'vitest';
import { towardsOne } from './stepper';

const steps = (from: number, direction: 1 | -1, count: number) =>
  Array.from({ length: count }).reduce<number[]>((seen) => [...seen, towardsOne(seen.at(-1)!, direction)], [from]);

it('a decay comes nearer to one and never reaches it', () => {
  expect(steps(0, 1, 9)).toEqual([0, 0.1, 0.2, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995]);
  expect(steps(0.999, -1, 9)).toEqual([0.999, 0.998, 0.995, 0.99, 0.98, 0.95, 0.9, 0.8, 0.5, 0.2]);
  expect(steps(0.999, 1, 20).every((beta) => beta < 1)).toBe(true);
  expect(steps(1e-7, 1, 2)).toEqual([1e-7, 2e-7, 5e-7]); // an epsilon
});
