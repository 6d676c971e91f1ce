// Checks of arrays, in the form of check-argument.ts; a message names the entry: `runs[0].loss[3]: expected a number, received '1'`.
import { checkNumber, invalidArgument } from './check-argument';
import { describeValue } from './describe-value';

/**
 * A copy of the array, in which a hole is undefined.
 *
 * @param entries the plural of what it holds, for the message: `runs`.
 * @throws MlpLabError `invalid-argument` where `value` is not an array or is empty.
 */
export function checkArray<Entry>(name: string, value: readonly Entry[], entries: string): Entry[] {
  if (!Array.isArray(value) || value.length === 0)
    throw invalidArgument(name, `a non-empty array of ${entries}`, describeValue(value));
  return Array.from(value);
}

/** Whether a value is an array or a typed array of numbers (not of BigInts); its entries are not looked at. */
export const isNumberArray = (value: unknown): value is ArrayLike<number> =>
  Array.isArray(value) ||
  (ArrayBuffer.isView(value) &&
    !(value instanceof DataView || value instanceof BigInt64Array || value instanceof BigUint64Array));

/**
 * The array or typed array itself.
 *
 * @throws MlpLabError `invalid-argument` where it is neither, or an entry is not a finite number from `least` to `most`.
 */
export function checkNumbers(
  name: string,
  value: unknown,
  least = Number.NEGATIVE_INFINITY,
  most = Number.POSITIVE_INFINITY,
): ArrayLike<number> {
  if (!isNumberArray(value)) throw invalidArgument(name, 'an array of numbers', describeValue(value));
  for (let i = 0; i < value.length; i++)
    if (!Number.isFinite(value[i]) || value[i] < least || value[i] > most)
      checkNumber(`${name}[${i}]`, value[i], least, most);
  return value;
}
