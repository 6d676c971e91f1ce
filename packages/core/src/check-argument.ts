// The errors for arguments, in the one form that all packages use: which argument, what was expected, what was received.
import { MlpLabError } from './error';

/** An MlpLabError `invalid-argument`; `problem` says what was expected and what was received. */
export const invalidArgument = (name: string, problem: string): MlpLabError =>
  new MlpLabError('invalid-argument', `${name}: ${problem}`);

/** @throws MlpLabError `invalid-argument` where `value` is not an integer of at least `least`. */
export function checkCount(name: string, value: number, least = 1): void {
  if (!Number.isInteger(value) || value < least)
    throw invalidArgument(name, `expected an integer of at least ${least}, received ${String(value)}`);
}
