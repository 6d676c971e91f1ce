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

function wholeNumber(text: string): number | undefined {
  const value = Number(text);
  return /^\d+$/.test(text) && Number.isSafeInteger(value) ? value : undefined;
}
