import { expect, it } from 'vitest';
import { partsOf } from '../folder';
import { checkedParts } from './checked-parts';

it('a file has no bytes in ranges that are none, and does not ask for them', async () => {
  const asked: number[][] = [];
  const whole = partsOf(Uint8Array.of(1, 2, 3, 4));
  const file = checkedParts({
    ...whole,
    slice(start, end = 4) {
      asked.push([start, end]);
      return whole.slice(start, end);
    },
  });
  const bytes = async (start: number, end?: number) => [...new Uint8Array(await file.slice(start, end))];
  expect([await bytes(1, 3), await bytes(2), await bytes(3, 9)]).toEqual([[2, 3], [3, 4], [4]]);
  for (const [start, end] of [
    [Number.NaN, Number.NaN],
    [0, 1.5],
    [-1, 2],
    [3, 1],
  ])
    expect(await bytes(start, end)).toEqual([]);
  expect(asked).toEqual([
    [1, 3],
    [2, 4],
    [3, 9],
  ]);
});
