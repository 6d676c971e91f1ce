// JSON from a file → the same value, if it has the fields that its reader relies on.
import { describeJson, MlpLabError } from '@mlp-lab/core';

/**
 * What a value must be: a type, a list of one shape, or an object with at least these fields. A field `name?` may be absent, and `*` is
 * every field; a `setting` is a number, a string or a boolean.
 */
export type Shape =
  | 'string'
  | 'number'
  | 'number or null'
  | 'count'
  | 'setting'
  | 'any'
  | readonly [Shape]
  | { readonly [field: string]: Shape };

/**
 * Returns the value, with NaN for each `number` that is null in JSON.
 *
 * @param where the file and the path in it, for messages: `report.json: rows[0].runs`.
 * @throws MlpLabError `bad-data`, with file and path.
 */
export function checkShape(value: unknown, shape: Shape, where: string): unknown {
  if (Array.isArray(shape)) {
    if (!Array.isArray(value)) refuse(where, 'a list', value);
    return value.map((item, i) => checkShape(item, shape[0], `${where}[${i}]`));
  }
  if (typeof shape === 'object') return checkObject(value, shape as Readonly<Record<string, Shape>>, where);
  if (shape === 'any' || (shape === 'number or null' && value === null)) return value;
  if (shape === 'number' && value === null) return Number.NaN;
  const { expected, isOne } = KINDS[shape];
  if (!isOne(value)) refuse(where, expected, value);
  return value;
}

const MOST = 100_000; // of what a file counts and its reader makes a list of

const KINDS: Readonly<Record<string, { expected: string; isOne(value: unknown): boolean }>> = {
  string: { expected: 'a string', isOne: (value) => typeof value === 'string' },
  number: { expected: 'a number', isOne: (value) => typeof value === 'number' },
  'number or null': { expected: 'a number', isOne: (value) => typeof value === 'number' },
  count: {
    expected: `a whole number from 1 to ${MOST}`,
    isOne: (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MOST,
  },
  setting: {
    expected: 'a number, a string, true or false',
    isOne: (value) => ['number', 'string', 'boolean'].includes(typeof value),
  },
};

function checkObject(value: unknown, shape: Readonly<Record<string, Shape>>, where: string): object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(where, 'an object', value);
  const fields = value as Record<string, unknown>;
  const { '*': other, ...named } = shape;
  const checked: Record<string, unknown> = Object.create(null);
  const check = (field: string, inner: Shape) => {
    checked[field] = checkShape(fields[field], inner, `${where}${where.endsWith(':') ? ' ' : '.'}${field}`);
  };
  if (other) for (const field of Object.keys(fields)) check(field, other);
  for (const [key, inner] of Object.entries(named)) {
    const field = key.replace(/\?$/, '');
    if (key === field || fields[field] !== undefined) check(field, inner);
  }
  return { ...fields, ...checked };
}

function refuse(where: string, expected: string, received: unknown): never {
  const text = received === undefined ? 'nothing' : describeJson(received);
  throw new MlpLabError(
    'bad-data',
    `${where}: expected ${expected}, received ${text.length > 40 ? `${text.slice(0, 40)}…` : text}`,
  );
}
