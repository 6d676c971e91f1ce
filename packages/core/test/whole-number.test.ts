import { wholeNumber } from '@mlp-lab/core';
import { describe, expect, it } from 'vitest';

describe('a whole number', () => {
  it.each([
    ['0', 0],
    ['007', 7],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ])('is read from %j', (text, value) => {
    expect(wholeNumber(text)).toBe(value);
  });

  it.each(['', ' 1', '-1', '1.0', '1e3', '0x10', '9007199254740992', 'ten'])('is not %j', (text) => {
    expect(wholeNumber(text)).toBeUndefined();
  });
});
