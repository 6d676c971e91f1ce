// The error function in doubles, with the same bits everywhere.
import { exp } from './exp';

const SATURATED = 6; // 1 - erf 6 is below the last digit of a double
const TWO_OVER_ROOT_PI = 1.1283791670955126;

/** erf x within a few ulp: 2/√π e^(-x²) Σ 2ⁿ x²ⁿ⁺¹ / (1·3·5…(2n+1)), whose terms are positive (Abramowitz and Stegun 7.1.6). */
export function erf(x: number): number {
  if (Math.abs(x) > SATURATED) return Math.sign(x);
  let term = x;
  let total = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(total); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    total += term;
  }
  return TWO_OVER_ROOT_PI * exp(-x * x) * total;
}
