// Polynomials over four lanes. The functions of this folder use only + - × ÷ and bit operations, which IEEE 754 defines exactly, so
// they give the same bits on every machine. Coefficients: minimax fits over the interval beside them.
import type { FunctionBuilder } from '../assembler/function';
import { type Vector, vector } from '../assembler/vector';

/** c[0] + c[1] x + c[2] x² + …, by Estrin's scheme: pairs, then pairs of pairs, so that the processor works on all pairs at once. */
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
