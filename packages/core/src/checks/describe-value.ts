const MOST_CHARACTERS = 60;
const MOST_ENTRIES = 6;

/**
 * A value as error messages show it: a string in quotes, a short array with its entries, a long one or a typed array with
 * its length, any other object by its class.
 */
export function describeValue(value: unknown): string {
  if (Array.isArray(value) && value.length <= MOST_ENTRIES)
    return `[${Array.from(value, (entry) => (Array.isArray(entry) ? arrayText(entry) : describeValue(entry))).join(', ')}]`;
  switch (typeof value) {
    case 'string':
      return `'${value.length > MOST_CHARACTERS ? `${value.slice(0, MOST_CHARACTERS)}…` : value}'`;
    case 'bigint':
      return `${value}n`;
    case 'function':
      return 'a function';
    case 'object':
      return value === null ? 'null' : objectText(value);
    default:
      return String(value);
  }
}

/** A value as JSON, where it has a short one: `"high"`, `[1,2]`; else as `describeValue` shows it. It never throws. */
export function describeJson(value: unknown): string {
  try {
    const text = JSON.stringify(value);
    if (text !== undefined && text.length <= MOST_JSON) return text;
  } catch {} // BigInt, cycles, a toJSON that throws, nesting that is too deep
  try {
    return describeValue(value);
  } catch {
    return 'an object';
  }
}

const MOST_JSON = 200;

const arrayText = (array: readonly unknown[]): string => `an array of ${array.length}`;

function objectText(object: object): string {
  if (Array.isArray(object)) return arrayText(object);
  const className: unknown = object.constructor?.name;
  const isClass = typeof className === 'string' && className !== '' && className !== 'Object';
  if (ArrayBuffer.isView(object) && 'length' in object) return `${className}(${object.length})`;
  return isClass ? className : 'an object';
}
