import { firstImages, type ImageSet, log, MlpLabError, tensorData } from '@mlp-lab/core';
import { describe, expect, it } from 'vitest';

const set: ImageSet = {
  images: Uint8Array.from({ length: 12 }, (_, i) => i),
  labels: Uint8Array.of(2, 0, 1),
  count: 3,
  height: 2,
  width: 2,
};

describe('firstImages', () => {
  it('keeps the first images and their labels, without a copy', () => {
    const two = firstImages(set, 2);
    expect([...two.images]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect([...two.labels]).toEqual([2, 0]);
    expect(two.count).toBe(2);
    expect(two.images.buffer).toBe(set.images.buffer);
  });

  it('gives the whole set back where it has no more', () => expect(firstImages(set, 3)).toBe(set));

  it.each([0, -1, 1.5, Number.NaN])('refuses a count of %s', (count) => {
    expect(() => firstImages(set, count)).toThrowError(`count: expected an integer of at least 1, received ${count}`);
  });
});

describe('tensorData', () => {
  it('refuses a shape that does not hold the numbers', () => {
    expect(() => tensorData(new Float32Array(5), [2, 3])).toThrowError(
      'shape must hold all numbers: expected 5 (the length of data), received [2,3], which holds 6',
    );
  });
});

describe('MlpLabError', () => {
  it('carries a code for programs and the failure underneath', () => {
    const cause = new Error('disk full');
    const error = new MlpLabError('io', 'report.json: cannot be written', { cause });
    expect(error).toMatchObject({ name: 'MlpLabError', code: 'io', cause });
  });

  it('is one line that steers no terminal, whatever it quotes', () => {
    const quoted = 'a\n b\r\nc\u2028d\u001b[2Je\0';
    expect(new MlpLabError('bad-data', quoted).message).toBe('a b c d\ufffd[2Je\ufffd');
  });
});

describe('log', () => {
  it('is the natural logarithm, within four units of the last place', () => {
    // Math.log is exact to one unit; 4 × 2^-53 relative for ours and for it together.
    for (let exponent = -300; exponent <= 300; exponent += 7)
      for (const mantissa of [1.0000001, 1.37, 1.41, 1.42, 1.9999999]) {
        const x = mantissa * 2 ** exponent;
        expect(Math.abs(log(x) - Math.log(x))).toBeLessThanOrEqual(4 * 2 ** -53 * Math.abs(Math.log(x)));
      }
  });

  it('is zero at one and one at e', () => {
    expect(log(1)).toBe(0);
    expect(log(Math.E)).toBeCloseTo(1, 15);
  });
});
