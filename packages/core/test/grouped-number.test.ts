import { groupedNumber } from '@mlp-lab/core';
import { expect, it } from 'vitest';

it('groups the digits of counts by three', () => {
  const counts = [0, 7, 999, 1000, 60_000, 123_456, 1_234_567, -1500];
  expect(counts.map(groupedNumber)).toEqual(counts.map((count) => count.toLocaleString('en')));
});
