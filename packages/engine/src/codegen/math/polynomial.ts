// Polynomials over four lanes. Every function of this folder is made of + - × ÷ and bit operations alone, which IEEE 754
// fixes, so that it gives the same bits on every machine. Coefficients: least-error fits over the interval named beside them.
import type { FunctionBuilder } from '../assembler/function';
import { type Vector, vector } from '../assembler/vector';

/** c[0] + c[1] x + c[2] x² + …, in pairs and pairs of pairs (Estrin's rule): the processor works on all pairs at once. */
export function polynomial(f: FunctionBuilder, x: Vector, coefficients: readonly number[]): Vector {
  let terms = coefficients.map(vector);
  let power = x;
  while (terms.length > 1) {
    const factor = power;
    terms = pairs(terms).map(([low, high]) => (high ? f.let(high.mul(factor).add(low)) : low));
    if (terms.length > 1) power = f.let(power.mul(power));
  }
  return terms[0];
}

function pairs(terms: readonly Vector[]): [Vector, Vector | undefined][] {
  return Array.from({ length: Math.ceil(terms.length / 2) }, (_, i) => [terms[2 * i], terms[2 * i + 1]]);
}
