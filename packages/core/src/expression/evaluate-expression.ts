// The value of an expression at a number, in doubles, to the same bits in every JavaScript engine.
import { erf } from '../maths/erf';
import { exp, expm1 } from '../maths/exp';
import { log } from '../maths/log';
import type { Expression } from './expression-tree';
import { type Interpretation, interpret } from './interpret';

const GREATEST_POWER = 88.02;
const LEAST_FLOAT = 1.1754943508222875e-38;

/** f(x), by the meaning of the operators that `OPERATORS` states. */
export const evaluateExpression = (expression: Expression, x: number): number => interpret(expression, x, numbers);

const numbers: Interpretation<number> = {
  constant: (value) => value,
  plus: (a, b) => a + b,
  minus: (a, b) => a - b,
  times: (a, b) => a * b,
  over: (a, b) => a / b,
  maximum: Math.max,
  minimum: Math.min,
  negated: (a) => -a,
  absolute: Math.abs,
  sqrt: Math.sqrt,
  exp: (a) => exp(Math.min(a, GREATEST_POWER)),
  expm1: (a) => expm1(Math.min(a, GREATEST_POWER)),
  log: boundedLog,
  log1p,
  tanh,
  sigmoid,
  softplus: (a) => Math.max(a, 0) + log1p(exp(-Math.abs(a))),
  erf,
  choose: (a, b, yes, no) => (a > b ? yes : no),
};

function boundedLog(a: number): number {
  return a < 0 ? Number.NaN : log(Math.max(a, LEAST_FLOAT));
}

/** ln(1 + a): what 1 + a lost by rounding is put back. */
function log1p(a: number): number {
  const sum = 1 + a;
  return sum > 0 ? log(sum) + (a - (sum - 1)) / sum : boundedLog(sum);
}

function tanh(a: number): number {
  const e = expm1(-2 * Math.abs(a));
  return (Math.sign(a) * -e) / (e + 2);
}

/** e of a negative number only, so that nothing overflows. */
function sigmoid(a: number): number {
  const e = exp(-Math.abs(a));
  return (a < 0 ? e : 1) / (1 + e);
}
