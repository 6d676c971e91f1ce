// Horner's rule over four lanes. Every function of this folder is made of + - × ÷ and bit operations alone, which IEEE 754
// fixes, so that it gives the same bits on every machine. Coefficients: least-error fits over the interval named beside them.
import { type Vector, vector } from '../assembler/vector';

/** c[0] + c[1] x + c[2] x² + … */
export function polynomial(x: Vector, coefficients: readonly number[]): Vector {
  return coefficients.reduceRight<Vector | undefined>(
    (sum, coefficient) => (sum ? sum.times(x).plus(coefficient) : vector(coefficient)),
    undefined,
  )!;
}
