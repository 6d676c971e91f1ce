// The operators of expressions on doubles, without the functions.
import type { Interpretation } from './interpret';

/** The operators that are functions: the others are arithmetic. */
export type FunctionOperator = 'exp' | 'expm1' | 'log' | 'log1p' | 'tanh' | 'sigmoid' | 'softplus' | 'erf';

/** The arithmetic on doubles. */
export const arithmeticOfDoubles: Omit<Interpretation<number>, FunctionOperator> = {
  constant: (value) => value,
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  maximum: Math.max,
  minimum: Math.min,
  neg: (a) => -a,
  abs: Math.abs,
  sqrt: Math.sqrt,
  where: (a, b, yes, no) => (a > b ? yes : no),
};
