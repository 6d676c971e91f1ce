// Words of a command line → values, or an error that says what was expected.
import { InvalidArgumentError } from 'commander';

/** `3` → 3 */
export function positiveInteger(text: string): number {
  const value = wholeNumber(text);
  if (value === undefined || value < 1) throw new InvalidArgumentError('Expected a whole number from 1 up.');
  return value;
}

const NARROWEST = 40; // columns in which charts can be read

/** `80` → 80 */
export function columns(text: string): number {
  const value = wholeNumber(text);
  if (value === undefined || value < NARROWEST)
    throw new InvalidArgumentError(`Expected a whole number from ${NARROWEST} up.`);
  return value;
}

/** `--inspect` alone, or with so many images. */
export function probe(text: string): number {
  return positiveInteger(text);
}

/** `0` → 0 */
export function index(text: string): number {
  const value = wholeNumber(text);
  if (value === undefined) throw new InvalidArgumentError('Expected a whole number from 0 up.');
  return value;
}

/** `8080` → 8080; 0 is any that is free */
export function portNumber(text: string): number {
  const value = wholeNumber(text);
  if (value === undefined || value > 65535) throw new InvalidArgumentError('Expected a whole number from 0 to 65535.');
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

/** `0.8,0.9` → [0.8, 0.9], up to three, each above 0 and up to 1, in order */
export function accuracies(text: string): number[] {
  const values = text.split(',').map(Number);
  if (values.length > 3 || !values.every((value) => value > 0 && value <= 1))
    throw new InvalidArgumentError(
      'Expected up to three accuracies above 0, up to 1, separated by commas: 0.8,0.9,0.95.',
    );
  return values.sort((a, b) => a - b);
}

/** `1e-4..1e-1` → [0.0001, 0.001, 0.01, 0.1], one a decade; `1e-4..1e-1:7` → seven, evenly on a logarithmic scale. */
export function learningRates(text: string): number[] {
  const [range, count] = text.split(':');
  const [low, high] = range.split('..').map(Number);
  const decades = Math.log10(high / low);
  const points = count === undefined ? Math.round(decades) + 1 : wholeNumber(count);
  if (!(low > 0 && high > low && points !== undefined && points >= 2))
    throw new InvalidArgumentError('Expected two learning rates, and possibly how many: 1e-4..1e-1 or 1e-4..1e-1:7.');
  return Array.from({ length: points }, (_, i) => Number((low * 10 ** ((decades * i) / (points - 1))).toPrecision(3)));
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
