// JSON from a file → the same value, if it has the fields that its reader relies on.
import { describeJson, MlpLabError } from '@mlp-lab/core';

/** What a value must be: a type, a list of one shape, or an object with at least these fields; `name?` is optional. */
export type Shape =
  | 'string'
  | 'number'
  | 'number or null'
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
  const kind = shape === 'string' ? 'string' : 'number';
  if (typeof value !== kind) refuse(where, `a ${kind}`, value);
  return value;
}

function checkObject(value: unknown, shape: Readonly<Record<string, Shape>>, where: string): object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(where, 'an object', value);
  const fields = value as Record<string, unknown>;
  const checked = Object.entries(shape).flatMap(([key, inner]) => {
    const field = key.replace(/\?$/, '');
    const isAbsent = key !== field && fields[field] === undefined;
    return isAbsent
      ? []
      : [[field, checkShape(fields[field], inner, `${where}${where.endsWith(':') ? ' ' : '.'}${field}`)]];
  });
  return { ...fields, ...Object.fromEntries(checked) };
}

function refuse(where: string, expected: string, received: unknown): never {
  const text = received === undefined ? 'nothing' : describeJson(received);
  throw new MlpLabError(
    'bad-data',
    `${where}: expected ${expected}, received ${text.length > 40 ? `${text.slice(0, 40)}…` : text}`,
  );
}
