// A formula as plain data: plugins write it, the models package runs it with TensorFlow.js and the engine compiles it. It can be sent
// to a worker as it is; in JSON, a part that occurs several times is written several times.

/**
 * A formula: a finite constant, a variable, or an operator applied to formulas. Write it with `expression`. An activation has one
 * variable, `x`; the formulas of an optimizer have several (see `OptimizerRule`).
 */
export type Expression<Variable extends string = 'x', Op extends string = Operator> =
  | number
  | Variable
  | Operation<Variable, Op>;

/** An operator of `OPERATORS` and what it is applied to: plain JSON. */
export interface Operation<Variable extends string = 'x', Op extends string = Operator> {
  /** A key of `OPERATORS`. */
  readonly operator: Op;
  /** As many as the operator takes. */
  readonly operands: readonly Expression<Variable, Op>[];
}

/** An expression of any variables and operators. */
export type AnyExpression = Expression<string, string>;

/**
 * Each operator and the number of its operands. The names are TensorFlow.js's.
 * - add, sub, mul, div; neg, abs, sqrt; maximum, minimum
 * - exp: at most e^88, the greatest power of e that fits in a float32, so that nothing becomes infinite; expm1 is exp(x) - 1
 * - log: natural; log(0) is -87.34, the logarithm of the smallest float32, for the same reason; NaN below 0. log1p(x) is log(1 + x)
 * - tanh; sigmoid 1 / (1 + e⁻ˣ); softplus ln(1 + eˣ); erf
 * - where(a, b, yes, no): `yes` where a > b, else `no`
 */
export const OPERATORS = {
  add: 2,
  sub: 2,
  mul: 2,
  div: 2,
  maximum: 2,
  minimum: 2,
  neg: 1,
  abs: 1,
  sqrt: 1,
  exp: 1,
  expm1: 1,
  log: 1,
  log1p: 1,
  tanh: 1,
  sigmoid: 1,
  softplus: 1,
  erf: 1,
  where: 4,
} as const;

/** The name of an operator: a key of `OPERATORS`. */
export type Operator = keyof typeof OPERATORS;

export const isOperation = <Variable extends string, Op extends string>(
  expression: Expression<Variable, Op>,
): expression is Operation<Variable, Op> => typeof expression === 'object';
