// Checks of arguments at a public function, and their one form of message: `name: expected this, received that`.
import { describeValue } from './describe-value';
import { MlpLabError } from './error';

/**
 * An MlpLabError `invalid-argument`.
 *
 * @param received the value, shown as `describeValue` shows it; a string stands in the message as it is, so pass
 * `describeValue(value)` where the value may itself be a string.
 */
export function invalidArgument(name: string, expected: string, received: unknown): MlpLabError {
  const shown = typeof received === 'string' ? received : describeValue(received);
  return new MlpLabError('invalid-argument', `${name}: expected ${expected}, received ${shown}`);
}

/** Checks the value of the argument `name`: throws MlpLabError `invalid-argument` for one that can't be used. */
export type Check = (name: string, value: unknown) => unknown;

/**
 * Checks that `value` is an integer from `least` (default 1) to `most` (default: no bound), and returns it.
 *
 * @throws MlpLabError `invalid-argument` where `value` is not an integer from `least` to `most`.
 */
export function checkCount(name: string, value: unknown, least = 1, most = Number.POSITIVE_INFINITY): number {
  if (!Number.isInteger(value) || (value as number) < least || (value as number) > most)
    throw invalidArgument(name, `an integer ${rangeText(least, most)}`, describeValue(value));
  return value as number;
}

/**
 * Checks that `value` is a finite number from `least` to `most` (default: no bounds), and returns it.
 *
 * @throws MlpLabError `invalid-argument` where `value` is not a finite number from `least` to `most`.
 */
export function checkNumber(
  name: string,
  value: unknown,
  least = Number.NEGATIVE_INFINITY,
  most = Number.POSITIVE_INFINITY,
): number {
  if (!Number.isFinite(value) || (value as number) < least || (value as number) > most)
    throw invalidArgument(name, `a finite number ${rangeText(least, most)}`.trimEnd(), describeValue(value));
  return value as number;
}

function rangeText(least: number, most: number): string {
  if (most !== Number.POSITIVE_INFINITY) return `from ${least} to ${most}`;
  return least === Number.NEGATIVE_INFINITY ? '' : `of at least ${least}`;
}

/**
 * Checks that `value` is true or false, and returns it.
 *
 * @throws MlpLabError `invalid-argument` where `value` is neither true nor false.
 */
export function checkBoolean(name: string, value: unknown): boolean {
  if (typeof value !== 'boolean') throw invalidArgument(name, 'true or false', describeValue(value));
  return value;
}

/**
 * Checks that `value` is a string that is not empty, and returns it.
 *
 * @throws MlpLabError `invalid-argument` where `value` is not a string or is empty.
 */
export function checkString(name: string, value: unknown): string {
  if (typeof value !== 'string' || value === '')
    throw invalidArgument(name, 'a string that is not empty', describeValue(value));
  return value;
}

/**
 * Checks that `value` is an object, and returns it.
 *
 * @throws MlpLabError `invalid-argument` where `value` is not an object, such as null or an array.
 */
export function checkObject(name: string, value: unknown): object {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalidArgument(name, 'an object', describeValue(value));
  return value;
}

/**
 * Checks that `value` is a function.
 *
 * @throws MlpLabError `invalid-argument` where `value` is not a function.
 */
export function checkFunction(name: string, value: unknown): void {
  if (typeof value !== 'function') throw invalidArgument(name, 'a function', describeValue(value));
}

/**
 * Checks that `value` is an AbortSignal, of this program's realm or another's.
 *
 * @throws MlpLabError `invalid-argument` where it is none.
 */
export function checkSignal(name: string, value: unknown): void {
  const { aborted, addEventListener } = (value ?? {}) as Partial<AbortSignal>;
  if (typeof aborted !== 'boolean' || typeof addEventListener !== 'function')
    throw invalidArgument(name, 'an AbortSignal', describeValue(value));
}

/**
 * Checks that `value` is a URL or a string that is not empty.
 *
 * @throws MlpLabError `invalid-argument` where it is none.
 */
export function checkUrl(name: string, value: unknown): void {
  if (!(value instanceof URL) && (typeof value !== 'string' || value === ''))
    throw invalidArgument(name, 'a URL', describeValue(value));
}

/** A check that the value is one of `choices`. */
export const oneOf =
  (choices: readonly unknown[]): Check =>
  (name, value) => {
    if (choices.includes(value)) return value;
    const shown = choices.map(describeValue);
    throw invalidArgument(name, `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`, describeValue(value));
  };

/** A copy of a plain object without the fields that are null or undefined. */
export const omitNulls = <Fields extends object>(object: Fields): Fields =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value != null)) as Fields;
