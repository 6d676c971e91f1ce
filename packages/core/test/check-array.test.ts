import { checkArray, checkNumbers, isNumberArray, omitNulls } from '@mlp-lab/core';
import { describe, expect, it } from 'vitest';

const refusal = (message: string) => expect.objectContaining({ code: 'invalid-argument', message });

describe('checkArray', () => {
  it('gives a copy without holes', () => {
    expect(checkArray('runs', [1, 2], 'runs')).toEqual([1, 2]);
    expect(0 in checkArray('runs', new Array(1), 'runs')).toBe(true);
  });

  it.each([
    [null, 'null'],
    ['abc', "'abc'"],
    [{ length: 1 }, 'an object'],
    [new Float32Array(2), 'Float32Array(2)'],
    [[], '[]'],
  ])('refuses %o', (value, shown) => {
    expect(() => checkArray('runs', value as never, 'runs')).toThrowError(
      refusal(`runs: expected a non-empty array of runs, received ${shown}`),
    );
  });
});

describe('checkNumbers', () => {
  it('takes arrays and typed arrays, the empty one too', () => {
    for (const good of [[], [1, -2.5], new Float32Array(2), new Uint8Array(1)])
      expect(checkNumbers('x', good)).toBe(good);
  });

  it.each([
    [5, 'x: expected an array of numbers, received 5'],
    [new BigInt64Array(2), 'x: expected an array of numbers, received BigInt64Array(2)'],
    [new DataView(new ArrayBuffer(8)), 'x: expected an array of numbers, received DataView'],
    [{ length: 2 }, 'x: expected an array of numbers, received an object'],
    [[1, 2n], 'x[1]: expected a finite number from 0 to 9, received 2n'],
    [[1, '2'], "x[1]: expected a finite number from 0 to 9, received '2'"],
    [new Array(1), 'x[0]: expected a finite number from 0 to 9, received undefined'],
    [Float32Array.of(1, Number.NaN), 'x[1]: expected a finite number from 0 to 9, received NaN'],
    [[9, 10], 'x[1]: expected a finite number from 0 to 9, received 10'],
  ])('refuses %o', (value, message) => {
    expect(() => checkNumbers('x', value, 0, 9)).toThrowError(refusal(message));
  });

  it('looks at the kind of array alone in isNumberArray', () => {
    expect([[], ['a'], new Int8Array(1), new BigInt64Array(1), 'ab', null].map(isNumberArray)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

it('omitNulls leaves out null and undefined, and nothing else', () => {
  expect(omitNulls({ a: null, b: undefined, c: 0, d: '', e: false })).toEqual({ c: 0, d: '', e: false });
  expect(Object.keys(omitNulls({ a: null, b: undefined }))).toEqual([]);
});
