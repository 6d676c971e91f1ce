// Calls functions with arguments that are slightly or wholly off: what they throw must be an MlpLabError.
import fc from 'fast-check';
import { expect, it } from 'vitest';

/** Values that are slightly or wholly off. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    undefined,
    0,
    -1,
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    3n,
    '',
    'x',
    true,
    [],
    {},
  ),
  fc.constantFrom<unknown>([null], [1, 2], [[1, 2]], [1n], { data: null }, { shape: [2, 3] }, () => 1),
  fc.constantFrom<unknown>(
    Symbol('s'),
    new Date(0),
    new Map(),
    new Float32Array(6),
    new BigInt64Array(6),
    Object.create(null),
  ),
  fc.anything({ withBigInt: true, withTypedArray: true, withSparseArray: true, withNullPrototype: true }),
);

/**
 * Defines a test for each function of a package: arguments with which it works, one of which is replaced by something odd. `trusting` are
 * the functions whose callers, other packages, have checked what they pass. Every exported function must be in one of the two.
 */
export function testOddArguments(
  exports: Readonly<Record<string, unknown>>,
  good: Readonly<Record<string, () => readonly unknown[]>>,
  trusting: readonly string[] = [],
): void {
  it('every exported function is tried, or named as one that trusts its callers', () => {
    const functions = Object.entries(exports).filter(([, value]) => typeof value === 'function');
    expect([...Object.keys(good), ...trusting].sort()).toEqual(functions.map(([name]) => name).sort());
  });

  it.each(Object.entries(good))('%s throws nothing but MlpLabErrors', async (name, make) => {
    const call = exports[name] as (...given: readonly unknown[]) => unknown;
    await call(...make());
    if (make().length === 0) return;
    const places = fc.nat({ max: make().length - 1 });
    await fc.assert(
      fc.asyncProperty(places, oddValue, async (place, odd) => {
        try {
          await call(...make().with(place, odd));
        } catch (error) {
          expect(error, `argument ${place}: ${(error as Error)?.stack}`).toHaveProperty('name', 'MlpLabError');
        }
      }),
      { numRuns: 120, seed: 1 },
    );
  });
}
