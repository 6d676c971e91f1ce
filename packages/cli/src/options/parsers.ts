// Words of a command line → values, or an error that names the expected form.
import { oneOf, SCALES, type Scale, wholeNumber } from '@mlp-lab/core';
import { InvalidArgumentError } from 'commander';

/** Any text, as it is. */
export const text = (word: string): string => word;

/** A path, which is not empty as that of an unset variable of a script is. */
export function path(word: string): string {
  if (word === '') throw new InvalidArgumentError('Expected a path, received an empty one: is a variable unset?');
  return word;
}

/** `unit` → the scale of that name. */
export function scaleName(word: string): Scale {
  oneOf(SCALES)('--scale', word);
  return word as Scale;
}

/** `3` → 3 */
export const positiveInteger = integer(1);

/** `0` → 0: an image of a set, or a seed. */
export const nonNegativeInteger = integer(0);

/** `3` → 3: an image of a set; anything else is the path of a file. */
export const indexOrFile = (word: string): number | string => wholeNumber(word) ?? path(word);

/** `80` → 80: columns in which a chart is still readable. */
export const columns = integer(40);

/** `8080` → 8080; 0 stands for any free port. */
export const port = integer(0, 65535);

/** `1,2,3` → [1, 2, 3] */
export function seeds(word: string): number[] {
  const values = word.split(',').map((part) => wholeNumber(part.trim()));
  if (values.some((value) => value === undefined))
    throw new InvalidArgumentError('Expected integers of at least 0, separated by commas: 1,2,3.');
  return values as number[];
}

const MAX_ACCURACIES = 3; // columns of the race's table

/** `0.9,0.8` → [0.8, 0.9]: up to three accuracies, each above 0 and at most 1. */
export function accuracies(word: string): number[] {
  const values = word.split(',').map(Number);
  if (values.length > MAX_ACCURACIES || !values.every((value) => value > 0 && value <= 1))
    throw new InvalidArgumentError(
      'Expected up to three accuracies above 0 and at most 1, separated by commas: 0.8,0.9,0.95.',
    );
  return values.sort((a, b) => a - b);
}

const MOST_RATES = 1000; // each is a row

/** `1e-4..1e-1` → [0.0001, 0.001, 0.01, 0.1], one per decade; `1e-4..1e-1:7` → seven, evenly spaced on a logarithmic scale. */
export function learningRates(word: string): number[] {
  const [range, count] = word.split(':');
  const [low, high] = range.split('..').map(Number);
  const decades = Math.log10(high / low);
  const points = count === undefined ? Math.round(decades) + 1 : wholeNumber(count);
  if (!(low > 0 && high > low && points !== undefined && points >= 2 && points <= MOST_RATES))
    throw new InvalidArgumentError(
      'Expected the lowest and the highest learning rate, and optionally how many to try: 1e-4..1e-1 or 1e-4..1e-1:7.',
    );
  return Array.from({ length: points }, (_, i) => Number((low * 10 ** ((decades * i) / (points - 1))).toPrecision(3)));
}

/** `1,0.5,-2` → [1, 0.5, -2]; `fit` stays as it is. */
export function weights(word: string): number[] | 'fit' {
  if (word === 'fit') return word;
  const values = word.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (!values.every(Number.isFinite))
    throw new InvalidArgumentError("Expected one number per member, separated by commas: 1,2,0.5; or 'fit'.");
  return values;
}

function integer(min: number, max = Number.MAX_SAFE_INTEGER) {
  const expected = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
  return (word: string): number => {
    const value = wholeNumber(word);
    if (value === undefined || value < min || value > max)
      throw new InvalidArgumentError(`Expected an integer ${expected}.`);
    return value;
  };
}
