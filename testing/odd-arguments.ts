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
 * Defines a test for each function of a package: arguments with which it works, one of which, or one of its fields, is replaced by
 * something odd. `trusting` are
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
    const fields = make().flatMap((argument, place) => [[place], ...fieldsOf(argument).map((field) => [place, field])]);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...fields), oddValue, async ([place, field], odd) => {
        const given = make();
        const argument = field === undefined ? odd : { ...(given[place as number] as object), [field]: odd };
        try {
          await call(...given.with(place as number, argument));
        } catch (error) {
          expect(error, `argument ${place}, ${field}: ${(error as Error)?.stack}`).toHaveProperty(
            'name',
            'MlpLabError',
          );
        }
      }),
      { numRuns: 120, seed: 1 },
    );
  });
}

/** The fields of options and plain data; none of TensorFlow.js itself, which has hundreds. */
function fieldsOf(value: unknown): string[] {
  if (Object.getPrototypeOf(value ?? 0) !== Object.prototype) return [];
  const names = Object.keys(value as object);
  return names.length > 50 ? [] : names;
}
