// What each argument of the constructor may be, looked at when `fit` is called: the first of its checks.
import { MlpLabError } from '@mlp-lab/core';
import { isArrayLike } from './is-array-like';
import { shown } from './shown';

const RULES: Record<string, { expected: string; holds: (value: unknown) => boolean }> = {
  estimators: { expected: 'a list', holds: Array.isArray },
  flattenTransform: { expected: 'true or false', holds: isBoolean },
  nJobs: { expected: 'null or an integer other than 0', holds: (v) => v === null || (Number.isInteger(v) && v !== 0) },
  verbose: {
    expected: 'true, false, a whole number, or a function that takes the line',
    holds: (v) => isBoolean(v) || typeof v === 'function' || (Number.isInteger(v) && (v as number) >= 0),
  },
  voting: { expected: "'hard' or 'soft'", holds: (v) => v === 'hard' || v === 'soft' },
  weights: { expected: 'null or a list of numbers', holds: (v) => v === null || isArrayLike(v) },
};

/** The constructor's arguments, in the order in which they are checked. */
export const PARAMETER_NAMES = Object.keys(RULES);

/** @throws MlpLabError `invalid-argument` for the first argument that is not what it may be. */
export function checkParameters(params: Record<string, unknown>): void {
  for (const [name, { expected, holds }] of Object.entries(RULES))
    if (!holds(params[name]))
      throw new MlpLabError(
        'invalid-argument',
        `The '${name}' parameter of VotingClassifier must be ${expected}. Got ${shown(params[name])} instead.`,
      );
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean';
}
