// The value of an expression at a number, in doubles, to the same bits in every JavaScript engine.
import { erf } from '../maths/erf';
import { exp, expm1 } from '../maths/exp';
import { log } from '../maths/log';
import { arithmeticOfDoubles } from './arithmetic-of-doubles';
import type { Expression } from './expression-tree';
import { GREATEST_EXPONENT, LEAST_FLOAT } from './float-range';
import { type Interpretation, interpret } from './interpret';

/** f(x), with the operators as `OPERATORS` defines them. */
export const evaluateExpression = (expression: Expression, x: number): number => interpret(expression, { x }, doubles);

/** The operators on doubles. */
export const doubles: Interpretation<number> = {
  ...arithmeticOfDoubles,
  exp: (a) => exp(Math.min(a, GREATEST_EXPONENT)),
  expm1: (a) => expm1(Math.min(a, GREATEST_EXPONENT)),
  log: boundedLog,
  log1p,
  tanh,
  sigmoid,
  softplus: (a) => Math.max(a, 0) + log1p(exp(-Math.abs(a))),
  erf,
};

function boundedLog(a: number): number {
  return a < 0 ? Number.NaN : log(Math.max(a, LEAST_FLOAT));
}

/** ln(1 + a), with a correction for the digits that 1 + a loses by rounding. */
function log1p(a: number): number {
  const sum = 1 + a;
  return sum > 0 ? log(sum) + (a - (sum - 1)) / sum : boundedLog(sum);
}

function tanh(a: number): number {
  const e = expm1(-2 * Math.abs(a));
  return (Math.sign(a) * -e) / (e + 2);
}

/** Takes e to negative powers only, so that nothing overflows. */
function sigmoid(a: number): number {
  const e = exp(-Math.abs(a));
  return (a < 0 ? e : 1) / (1 + e);
}
