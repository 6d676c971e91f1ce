// What people type where a count or a seed is asked for → the number.

/** The integer of at least 0 that a text consists of, `5` → 5; undefined for any other text and beyond 2^53 - 1. */
export function wholeNumber(text: string): number | undefined {
  const value = Number(text);
  return /^\d+$/.test(text) && Number.isSafeInteger(value) ? value : undefined;
}
