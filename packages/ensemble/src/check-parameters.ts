// Validates the constructor's parameters and the options of `fit`: the first checks that `fit` makes.
import { MlpLabError } from '@mlp-lab/core';
import { isArrayLike } from './class-labels';
import { displayValue } from './display-value';

const CONSTRAINTS: Record<string, { expected: string; holds: (value: unknown) => boolean }> = {
  estimators: { expected: 'an array', holds: Array.isArray },
  flattenTransform: { expected: 'true or false', holds: isBoolean },
  nJobs: { expected: 'null or an integer other than 0', holds: (v) => v === null || (Number.isInteger(v) && v !== 0) },
  verbose: {
    expected: 'true, false, a non-negative integer, or a function that receives each line',
    holds: (v) => isBoolean(v) || typeof v === 'function' || (Number.isInteger(v) && (v as number) >= 0),
  },
  voting: { expected: "'hard' or 'soft'", holds: (v) => v === 'hard' || v === 'soft' },
  weights: { expected: 'null or an array of numbers', holds: (v) => v === null || isArrayLike(v) },
};

/** The constructor's parameters, in the order in which they are checked. */
export const PARAMETER_NAMES = Object.keys(CONSTRAINTS);

/** @throws MlpLabError `invalid-argument` for the first parameter with an invalid value. */
export function checkParameters(params: Record<string, unknown>): void {
  for (const [name, { expected, holds }] of Object.entries(CONSTRAINTS))
    if (!holds(params[name]))
      throw new MlpLabError(
        'invalid-argument',
        `The '${name}' parameter of VotingClassifier must be ${expected}. Got ${displayValue(params[name])} instead.`,
      );
}

/** @throws MlpLabError `invalid-argument` for an option of `fit` other than `sampleWeight`. */
export function checkFitOptions(options: object): void {
  const unknown = Object.keys(options).filter((name) => name !== 'sampleWeight');
  if (unknown.length > 0)
    throw new MlpLabError(
      'invalid-argument',
      `VotingClassifier.fit takes no option but sampleWeight: received ${displayValue(unknown)}`,
    );
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean';
}
