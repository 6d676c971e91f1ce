// The errors for arguments, in the one form that all packages use: which argument, what was expected, what was received.
import { displayValue } from './display-value';
import { MlpLabError } from './error';

/** An MlpLabError `invalid-argument`. */
export const invalidArgument = (name: string, expected: string, received: unknown): MlpLabError =>
  new MlpLabError(
    'invalid-argument',
    `${name}: expected ${expected}, received ${typeof received === 'string' ? received : displayValue(received)}`,
  );

/** @throws MlpLabError `invalid-argument` where `value` is not an integer of at least `least`. */
export function checkCount(name: string, value: number, least = 1): void {
  if (!Number.isInteger(value) || value < least) throw invalidArgument(name, `an integer of at least ${least}`, value);
}
