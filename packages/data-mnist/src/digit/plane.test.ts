import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extreme } from './plane';

/** By the definition: every pixel of the square, as far as it lies in the picture. */
function byDefinition(values: number[], width: number, radius: number): number[] {
  return values.map((_, at) => {
    const [row, column] = [Math.floor(at / width), at % width];
    const isNear = (other: number) =>
      Math.abs(Math.floor(other / width) - row) <= radius && Math.abs((other % width) - column) <= radius;
    return Math.max(...values.filter((_, other) => isNear(other)));
  });
}

describe('the greatest value of each square', () => {
  it('is that of its pixels, for pictures and radii of any size', () => {
    const picture = fc
      .record({ height: fc.integer({ min: 1, max: 9 }), width: fc.integer({ min: 1, max: 9 }) })
      .chain(({ height, width }) => {
        const size = { minLength: height * width, maxLength: height * width };
        return fc.record({
          height: fc.constant(height),
          width: fc.constant(width),
          values: fc.array(fc.integer({ min: -50, max: 50 }), size),
        });
      });
    fc.assert(
      fc.property(picture, fc.integer({ min: 0, max: 12 }), ({ height, width, values }, radius) => {
        const found = extreme({ values: Float32Array.from(values), height, width }, radius, Math.max);
        expect([...found.values]).toEqual(byDefinition(values, width, radius));
      }),
    );
  });
});
