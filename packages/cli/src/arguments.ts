// Words of a command line → values, or an error that says what was expected.
import { InvalidArgumentError } from 'commander';

/** `3` → 3 */
export function positiveInteger(text: string): number {
  const value = wholeNumber(text);
  if (value === undefined || value < 1) throw new InvalidArgumentError('Expected a whole number from 1 up.');
  return value;
}

/** `0` → 0 */
export function index(text: string): number {
  const value = wholeNumber(text);
  if (value === undefined) throw new InvalidArgumentError('Expected a whole number from 0 up.');
  return value;
}

/** `0` → 0, up to 2^53 - 1 */
export function seed(text: string): number {
  return index(text);
}

/** `1,2,3` → [1, 2, 3] */
export function seeds(text: string): number[] {
  const values = text.split(',').map((part) => wholeNumber(part.trim()));
  if (values.some((value) => value === undefined))
    throw new InvalidArgumentError('Expected whole numbers from 0 up, separated by commas: 1,2,3.');
  return values as number[];
}

/** `1,0.5,-2` → [1, 0.5, -2]; `fit` stays as it is. */
export function weights(text: string): number[] | 'fit' {
  if (text === 'fit') return text;
  const values = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (!values.every(Number.isFinite))
    throw new InvalidArgumentError("Expected numbers separated by commas, one a member: 1,2,0.5; or 'fit'.");
  return values;
}

function wholeNumber(text: string): number | undefined {
  const value = Number(text);
  return /^\d+$/.test(text) && Number.isSafeInteger(value) ? value : undefined;
}
