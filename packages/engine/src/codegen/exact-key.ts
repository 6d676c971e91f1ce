// Plain data as text, to find what was made of the same data.

export const exactKey = (data: unknown): string => JSON.stringify(data, exactly);

/** Writes numbers as text, because JSON has no -0, infinity or NaN. */
function exactly(_: string, value: unknown): unknown {
  if (typeof value !== 'number') return value;
  return Object.is(value, -0) ? '-0' : `${value}`;
}
