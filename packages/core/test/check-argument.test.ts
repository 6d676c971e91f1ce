import { checkCount, invalidArgument } from '@mlp-lab/core';
import { describe, expect, it } from 'vitest';

describe('checkCount', () => {
  it('takes integers from the least one on: 1 where none is named', () => {
    checkCount('jobs', 1);
    checkCount('epochs', 0, 0);
    checkCount('jobs', 2 ** 40);
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '3'])('refuses %s', (value) => {
    expect(() => checkCount('jobs', value as number)).toThrowError(
      expect.objectContaining({
        code: 'invalid-argument',
        message: `jobs: expected an integer of at least 1, received ${value}`,
      }),
    );
  });
});

describe('invalidArgument', () => {
  it('names the argument, what was expected and what was received', () => {
    expect(invalidArgument('x', 'rows', null)).toMatchObject({
      code: 'invalid-argument',
      message: 'x: expected rows, received null',
    });
  });
});
