// Compiled training against TensorFlow.js's: both compute in float32, in other orders.
import { expect } from 'vitest';

const TOLERANCE = 2e-5;

/** Every number within 2e-5 of the expected one, or of 1 where that is smaller. */
export function near(actual: ArrayLike<number>, expected: ArrayLike<number>, name: string): void {
  expect(actual.length, name).toBe(expected.length);
  for (let i = 0; i < expected.length; i++)
    if (!(Math.abs(actual[i] - expected[i]) <= TOLERANCE * Math.max(1, Math.abs(expected[i]))))
      expect.fail(`${name}[${i}]: expected ${expected[i]}, received ${actual[i]}`);
}
