import { expect, it } from 'vitest';
import { networksAtOnce } from './at-once';

it('asks for all networks at once to take them back, however many, and without a queue for as many as there are processors', () => {
  const queue = 'redis://127.0.0.1:6379';
  expect(networksAtOnce({ queue, cancel: true }, 2)).toBeGreaterThan(1e9);
  expect(networksAtOnce({ queue })).toBe(10_000);
  expect(networksAtOnce({ queue }, 2)).toBe(2);
  expect(networksAtOnce({})).toBeLessThan(10_000);
});
