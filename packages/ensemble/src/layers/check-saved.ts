// What a saved classifier or ensemble says of itself, checked field by field: anyone may have written it.
import { describeJson, MlpLabError } from '@mlp-lab/core';
import { LabelEncoder } from '../label-encoder';
import type { Label } from '../labels';

/** Checks of the fields of one saved object. Each throws MlpLabError `bad-data` with its place and the field. */
export interface SavedFields {
  /** @param expected in words. */
  check(field: string, expected: string, accepts: (value: unknown) => boolean): void;
  /** Whatever the check throws names the field. */
  passes(field: string, check: (value: never) => unknown): void;
}

/** @param where the place of the object, for messages. */
export function savedFields(saved: object, where: string): SavedFields {
  const refuse = (field: string, problem: string, cause?: unknown): never => {
    throw new MlpLabError('bad-data', `${where} is damaged: ${field}: ${problem}`, { cause });
  };
  const fieldOf = (field: string) => (saved as Record<string, unknown>)[field];
  return {
    check(field, expected, accepts) {
      const value = fieldOf(field);
      if (!accepts(value)) refuse(field, `expected ${expected}, received ${describeJson(value)}`);
    },
    passes(field, check) {
      try {
        check(fieldOf(field) as never);
      } catch (cause) {
        refuse(field, (cause as Error).message, cause);
      }
    },
  };
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

export const listOf =
  (accepts: (item: unknown) => boolean) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.every(accepts);

/** Whether these are the classes of an encoder: of one kind, each once, in ascending order. */
export function areClasses(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0) return false;
  try {
    const { classes_ } = new LabelEncoder<Label>().fit(value);
    return classes_.length === value.length && classes_.every((label, i) => label === value[i]);
  } catch {
    return false;
  }
}
