/** Whether a value is a list: an array, a typed array or an object with a length; a string is not. */
export function isArrayLike(value: unknown): value is ArrayLike<unknown> {
  return typeof value === 'object' && value !== null && 'length' in value && Number.isInteger(value.length);
}
