// The checks at the public door of every chart: one line that names the field, what was expected and what came.
import { MlpLabError } from '@mlp-lab/core';

/** @throws MlpLabError `invalid-argument`, always: `field must be expected: received value`. */
export function refuse(field: string, expected: string, received: unknown): never {
  throw new MlpLabError('invalid-argument', `${field} must be ${expected}: received ${describe(received)}`);
}

/** The list itself, if it is one and holds something. */
export function checkList<T>(field: string, list: readonly T[], of: string): readonly T[] {
  if (!Array.isArray(list)) refuse(field, `a list of ${of}`, list);
  if (list.length === 0) refuse(field, `a list of at least one of ${of}`, 'none');
  return list;
}

/** The number itself, if it is finite and within `min` and `max`. */
export function checkNumber(field: string, value: unknown, min = -Infinity, max = Infinity): number {
  const range = min === -Infinity ? '' : max === Infinity ? ` of at least ${min}` : ` from ${min} to ${max}`;
  if (typeof value !== 'number' || !Number.isFinite(value) || value < min || value > max)
    refuse(field, `a finite number${range}`, value);
  return value;
}

/** The integer itself, if it is one and at least `min`. */
export function checkCount(field: string, value: unknown, min = 1): number {
  if (!Number.isInteger(value) || (value as number) < min) refuse(field, `an integer of at least ${min}`, value);
  return value as number;
}

/** The string itself, if it is one. */
export function checkName(field: string, value: unknown): string {
  if (typeof value !== 'string' || value === '') refuse(field, 'a string that is not empty', value);
  return value;
}

/** The width in pixels that a caller asked for, or the chart's own. */
export function checkWidth(width: number | undefined, own: number): number {
  return width === undefined ? own : checkNumber('width', width, 320, 10_000);
}

function describe(value: unknown): string {
  if (typeof value === 'number' || value === undefined || value === null) return String(value);
  if (typeof value === 'string') return value === '' ? "''" : value.slice(0, 40);
  return Array.isArray(value) ? `a list of ${value.length}` : typeof value;
}
