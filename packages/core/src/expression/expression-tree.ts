// A formula of one variable as plain data: what plugins write, the models package runs through TensorFlow.js and the engine
// compiles. It goes to a worker as it is; in JSON, parts that occur several times are written several times.

/** A formula of x: a finite constant, x itself, or an operator over formulas. Write it with `expression`. */
export type Expression = number | 'x' | Operation;

export interface Operation {
  readonly operator: Operator;
  /** As many as the operator takes. */
  readonly operands: readonly Expression[];
}

/**
 * Each operator and how many operands it takes.
 * - plus, minus, times, over; negated, absolute, sqrt; maximum, minimum
 * - exp: at most e^88, the power of e that a float32 still holds, so that nothing becomes infinite; expm1 is exp less 1
 * - log: natural; of 0 it is -87.34, the logarithm of the least float32, for the same reason; NaN below 0. log1p x is log(1 + x)
 * - tanh; sigmoid 1 / (1 + e⁻ˣ); softplus ln(1 + eˣ); erf
 * - choose(a, b, yes, no): `yes` where a > b, else `no`
 */
export const OPERATORS = {
  plus: 2,
  minus: 2,
  times: 2,
  over: 2,
  maximum: 2,
  minimum: 2,
  negated: 1,
  absolute: 1,
  sqrt: 1,
  exp: 1,
  expm1: 1,
  log: 1,
  log1p: 1,
  tanh: 1,
  sigmoid: 1,
  softplus: 1,
  erf: 1,
  choose: 4,
} as const;

export type Operator = keyof typeof OPERATORS;

export const isOperation = (expression: Expression): expression is Operation => typeof expression === 'object';
