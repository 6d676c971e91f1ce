// What a library works out by the host's Math.log and Math.exp, whose last digits differ between JavaScript engines → one number for all.

// Hosts differ by some 1e-15 of a number: six digits are to spare, so that a difference hardly ever turns the last one kept.
const DIGITS = 9;

/** The number to nine significant digits. */
export function sameEverywhere(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
