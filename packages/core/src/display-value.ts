/** A value as error messages show it: strings in quotes, the first items of an array, other objects by the name of their class. */
export function displayValue(value: unknown): string {
  if (Array.isArray(value)) return displayItems(value, (item) => (Array.isArray(item) ? 'Array' : displayValue(item)));
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'bigint') return `${value}n (a BigInt)`;
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'object' && value !== null) {
    const name = value.constructor?.name;
    return typeof name === 'string' && name !== '' ? name : 'Object';
  }
  return String(value);
}

const MAX_ITEMS = 10;

function displayItems(items: unknown[], display: (item: unknown) => string): string {
  const more = items.length > MAX_ITEMS ? `, … (${items.length} items)` : '';
  return `[${items.slice(0, MAX_ITEMS).map(display).join(', ')}${more}]`;
}
