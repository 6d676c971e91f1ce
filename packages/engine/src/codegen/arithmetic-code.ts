// The arithmetic of expressions as code for four numbers at once: what the rules of optimizers are made of.
import type { FunctionOperator, Interpretation } from '@mlp-lab/core/common';
import type { FunctionBuilder } from './assembler/function';
import { type Vector, vector } from './assembler/vector';

/** The operators of expressions for four floats. */
export type VectorOperations = (f: FunctionBuilder) => Interpretation<Vector>;

/** All operators but the functions. */
export function vectorArithmetic(f: FunctionBuilder): Omit<Interpretation<Vector>, FunctionOperator> {
  return {
    constant: vector,
    add: (a, b) => f.let(a.add(b)),
    sub: (a, b) => f.let(a.sub(b)),
    mul: (a, b) => f.let(a.mul(b)),
    div: (a, b) => f.let(a.div(b)),
    maximum: (a, b) => f.let(a.pmax(b)),
    minimum: (a, b) => f.let(a.pmin(b)),
    neg: (a) => f.let(a.neg()),
    abs: (a) => f.let(a.abs()),
    sqrt: (a) => f.let(a.sqrt()),
    where: (a, b, yes, no) => f.let(a.gt(b).bitselect(yes, no)),
  };
}
