// A number that a library computed with the host's Math.log and Math.exp, whose last digits differ between JavaScript engines → the
// same number on every host.

// Hosts differ by about 1e-15 of a number. With six digits to spare, such a difference hardly ever changes the last digit kept.
const DIGITS = 9;

/** The number rounded to nine significant digits. */
export function sameEverywhere(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
