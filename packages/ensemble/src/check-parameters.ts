// Validates the constructor's parameters and the options of `fit`: the first checks that `fit` makes.
import { checkSignal, describeValue, invalidArgument, MlpLabError } from '@mlp-lab/core';
import { isArrayLike } from './array-input';
import type { FitOptions } from './estimator';

interface Constraint {
  expected: string;
  holds: (value: unknown) => boolean;
}

const CONSTRAINTS = {
  estimators: { expected: 'an array', holds: Array.isArray },
  flattenTransform: { expected: 'true or false', holds: isBoolean },
  nJobs: { expected: 'null or an integer other than 0', holds: (v) => v === null || (Number.isInteger(v) && v !== 0) },
  verbose: {
    expected: 'true, false, a non-negative integer, or a function that receives each line',
    holds: (v) => isBoolean(v) || typeof v === 'function' || (Number.isInteger(v) && (v as number) >= 0),
  },
  voting: { expected: "'hard' or 'soft'", holds: (v) => v === 'hard' || v === 'soft' },
  weights: { expected: 'null or an array of numbers', holds: (v) => v === null || isNumbers(v) },
} as const satisfies Record<string, Constraint>;

/** The constructor's parameters, in the order in which they are checked. */
export const PARAMETER_NAMES: readonly string[] = Object.keys(CONSTRAINTS);

/** Whether it names a parameter of the constructor: one of scikit-learn's, or `prefit`. */
export const isParameterName = (name: string): boolean => name === 'prefit' || PARAMETER_NAMES.includes(name);

/** @throws MlpLabError `invalid-argument` for the first parameter with an invalid value. */
export function checkParameters({ prefit = false, ...params }: Record<string, unknown>): void {
  if (!isBoolean(prefit)) throw invalidArgument('prefit', 'true or false', describeValue(prefit));
  for (const [name, { expected, holds }] of Object.entries<Constraint>(CONSTRAINTS))
    if (!holds(params[name]))
      throw new MlpLabError(
        'invalid-argument',
        `The '${name}' parameter of VotingClassifier must be ${expected}. Got ${describeValue(params[name])} instead.`,
      );
}

/**
 * The options of `fit` that were given.
 *
 * @throws MlpLabError `invalid-argument` for an unknown option, or a signal that is none.
 */
export function readFitOptions(options: FitOptions | null | undefined): FitOptions {
  if (options === undefined || options === null) return {};
  if (typeof options !== 'object')
    throw invalidArgument('options of fit', '{ sampleWeight, signal }', describeValue(options));
  const unknown = Object.keys(options).filter((name) => name !== 'sampleWeight' && name !== 'signal');
  if (unknown.length > 0)
    throw new MlpLabError(
      'invalid-argument',
      `VotingClassifier.fit takes no option but sampleWeight and signal: received ${describeValue(unknown)}`,
    );
  const { sampleWeight, signal } = options;
  if (signal !== undefined && signal !== null) checkSignal('signal', signal);
  return { sampleWeight, signal };
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean';
}

function isNumbers(value: unknown): boolean {
  return isArrayLike(value) && !Array.from(value).some((item) => typeof item !== 'number');
}
