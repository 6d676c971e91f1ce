import { displayValue, invalidArgument, nearestNames, readOptions, suggestNames } from '@mlp-lab/core';
import { describe, expect, it } from 'vitest';

describe('nearestNames', () => {
  it('gives at most three, nearest first, and none that is far', () => {
    expect(nearestNames('adm', ['sgd', 'adamw', 'adam', 'nadam', 'adamax'])).toEqual(['adam']);
    expect(nearestNames('adamm', ['sgd', 'adamw', 'adam', 'nadam', 'adamax'])).toEqual(['adamw', 'adam', 'nadam']);
    expect(nearestNames('He_Normal', ['relu', 'he-normal'])).toEqual(['he-normal']);
    expect(nearestNames('zzz', ['relu'])).toEqual([]);
  });
});

describe('suggestNames', () => {
  it('names the nearest, or else all', () => {
    expect(suggestNames('adm', ['sgd', 'adam'])).toBe('did you mean adam?');
    expect(suggestNames('zzz', ['sgd', 'adam'])).toBe('expected one of sgd, adam');
  });
});

describe('readOptions', () => {
  const read = (options: unknown) =>
    readOptions<{ batchSize?: number; seed?: number }>('fit', options as object, ['batchSize', 'seed']);

  it('returns the options that are given: null and undefined are not', () => {
    expect(read({ batchSize: 5, seed: null })).toEqual({ batchSize: 5 });
    expect(read({ batchSize: 0, seed: undefined })).toEqual({ batchSize: 0 });
    expect(read(null)).toEqual({});
    expect(read(undefined)).toEqual({});
  });

  it('suggests the nearest name for an unknown one', () => {
    expect(() => read({ batch_size: 5 })).toThrowError(
      expect.objectContaining({
        code: 'unknown-name',
        message: "fit: unknown option 'batch_size', did you mean batchSize?",
      }),
    );
    expect(() => read({ constructor: 5 })).toThrow("unknown option 'constructor', expected one of batchSize, seed");
  });

  it('refuses what is not an object', () => {
    expect(() => read(5)).toThrow('fit: expected an object of options, received 5');
  });
});

describe('displayValue', () => {
  it.each([
    ['a', "'a'"],
    [5n, '5n (a BigInt)'],
    [null, 'null'],
    [() => 1, 'a function'],
    [new Map(), 'Map'],
    [Object.create(null), 'Object'],
    [{ constructor: { name: {} } }, 'Object'],
    [[1, 'b', [2]], "[1, 'b', Array]"],
    [new Array(20).fill(0), '[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, … (20 items)]'],
    [Symbol('s'), 'Symbol(s)'],
  ])('shows %o', (value, expected) => {
    expect(displayValue(value)).toBe(expected);
  });

  it('makes every value fit for an error', () => {
    expect(invalidArgument('x', 'a number', Object.create(null)).message).toBe('x: expected a number, received Object');
    expect(invalidArgument('x', 'a number', '5 of them').message).toBe('x: expected a number, received 5 of them');
  });
});
