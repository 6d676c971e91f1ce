import {
  checkBoolean,
  checkCount,
  checkFunction,
  checkNumber,
  checkObject,
  checkOptions,
  checkString,
  describeValue,
  invalidArgument,
  MlpLabError,
  oneOf,
} from '@mlp-lab/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const refusal = (message: string) =>
  expect.objectContaining({ name: 'MlpLabError', code: 'invalid-argument', message });

describe('checkCount', () => {
  it('takes integers from the least one on: 1 where none is named', () => {
    checkCount('jobs', 1);
    checkCount('epochs', 0, 0);
    checkCount('jobs', 2 ** 40);
  });

  it.each([
    [0, '0'],
    [-1, '-1'],
    [1.5, '1.5'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    ['3', "'3'"],
    [3n, '3n'],
    [null, 'null'],
  ])('refuses %s', (value, shown) => {
    expect(() => checkCount('jobs', value)).toThrowError(
      refusal(`jobs: expected an integer of at least 1, received ${shown}`),
    );
  });

  it('refuses what is larger than the largest', () => {
    expect(checkCount('classes', 256, 1, 256)).toBe(256);
    expect(() => checkCount('classes', 257, 1, 256)).toThrowError(
      refusal('classes: expected an integer from 1 to 256, received 257'),
    );
  });
});

describe('the other checks', () => {
  it.each<[(name: string, value: unknown) => unknown, unknown, unknown, string]>([
    [checkNumber, -1e300, Number.NaN, 'a finite number, received NaN'],
    [(name, value) => checkNumber(name, value, 0), 0, -1, 'a finite number of at least 0, received -1'],
    [(name, value) => checkNumber(name, value, 0, 1), 1, '1', "a finite number from 0 to 1, received '1'"],
    [checkBoolean, false, 0, 'true or false, received 0'],
    [checkString, 'relu', '', "a string that is not empty, received ''"],
    [checkObject, {}, [1], 'an object, received [1]'],
    [checkFunction, () => {}, {}, 'a function, received an object'],
    [oneOf(['hard', 'soft']), 'soft', 'softer', "'hard' or 'soft', received 'softer'"],
    [oneOf([1, 2, null]), null, undefined, '1, 2 or null, received undefined'],
  ])('%o takes %o and refuses %o', (check, good, bad, message) => {
    expect(() => check('it', good)).not.toThrow();
    expect(() => check('it', bad)).toThrowError(refusal(`it: expected ${message}`));
  });
});

describe('checkOptions', () => {
  interface Options {
    batchSize?: number;
    shuffle?: boolean;
  }
  const check = (options: unknown) =>
    checkOptions('train', options as Options, { batchSize: checkCount, shuffle: checkBoolean });

  it('gives the options, none where none are given', () => {
    expect(check({ batchSize: 2, shuffle: false })).toEqual({ batchSize: 2, shuffle: false });
    expect([check(undefined), check(null), check({})]).toEqual([{}, {}, {}]);
  });

  it('takes null and undefined as not given', () => {
    expect(Object.keys(check({ batchSize: null, shuffle: undefined }))).toEqual([]);
  });

  it('names the nearest option for a misspelt one or one in snake_case', () => {
    expect(() => check({ batch_size: 2 })).toThrowError(
      refusal("train: unknown option 'batch_size': did you mean batchSize?"),
    );
    expect(() => check({ verbose: true })).toThrowError(
      refusal("train: unknown option 'verbose': expected one of batchSize, shuffle"),
    );
  });

  it('does not take the names that every object has for options', () => {
    expect(() => check({ toString: 1 })).toThrow("unknown option 'toString'");
  });

  it('names the option whose value is wrong', () => {
    expect(() => check({ batchSize: 0 })).toThrowError(
      refusal('batchSize: expected an integer of at least 1, received 0'),
    );
  });

  it.each([5, 'batchSize', true, [], () => {}])('refuses %o instead of options', (options) => {
    expect(() => check(options)).toThrow('options of train: expected an object, received ');
  });
});

describe('describeValue', () => {
  it.each<[unknown, string]>([
    ['relu', "'relu'"],
    ['a'.repeat(70), `'${'a'.repeat(60)}…'`],
    [5n, '5n'],
    [Symbol('x'), 'Symbol(x)'],
    [undefined, 'undefined'],
    [null, 'null'],
    [[1, 'a', [2, 3]], "[1, 'a', an array of 2]"],
    [new Array(1), '[undefined]'],
    [new Array(7).fill(0), 'an array of 7'],
    [new Float32Array(3), 'Float32Array(3)'],
    [new Map(), 'Map'],
    [{ a: 1 }, 'an object'],
    [Object.create(null), 'an object'],
    [{ constructor: { name: 5 } }, 'an object'],
    [Math.max, 'a function'],
  ])('%o', (value, text) => {
    expect(describeValue(value)).toBe(text);
  });

  it('describes anything in a few words', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withNullPrototype: true, withTypedArray: true }), (value) => {
        expect(describeValue(value).length).toBeLessThan(600);
      }),
    );
  });
});

describe('invalidArgument', () => {
  it('names the argument, what was expected and what was received', () => {
    const error = invalidArgument('x', 'rows', null);
    expect(error).toBeInstanceOf(MlpLabError);
    expect(error).toMatchObject({ code: 'invalid-argument', message: 'x: expected rows, received null' });
  });

  it('takes words for what was received', () => {
    expect(invalidArgument('x', '3 rows', '2 rows').message).toBe('x: expected 3 rows, received 2 rows');
  });
});
