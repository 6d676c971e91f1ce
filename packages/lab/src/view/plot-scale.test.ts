import { expect, it } from 'vitest';
import { bandPath, linePath } from './plot-scale';

const same = (value: number) => value;

it('what has no epoch yet draws nothing', () => {
  expect(linePath([], same, same)).toBe('');
  expect(bandPath([], same, same)).toBe('');
  expect(bandPath([[0, 1]], same, same)).toBe('M1.0 1.0L1.0 0.0Z');
});
