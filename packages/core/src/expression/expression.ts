// Writes a formula as it is read: expression((x, { sigmoid }) => x.times(sigmoid(x))).
import { MlpLabError } from '../error';
import type { Expression, Operator } from './expression-tree';
import { simplify } from './simplify';

/** Where a term is expected a number will do. */
export type TermLike = Term | number;

/** A part of a formula. */
export interface Term {
  readonly expression: Expression;
  plus(other: TermLike): Term;
  minus(other: TermLike): Term;
  times(other: TermLike): Term;
  over(other: TermLike): Term;
  negated(): Term;
  absolute(): Term;
  /** The term times itself. */
  squared(): Term;
  above(other: TermLike): Condition;
  below(other: TermLike): Condition;
  atLeast(other: TermLike): Condition;
  atMost(other: TermLike): Condition;
}

/** What a comparison gives: for `where`. */
export interface Condition {
  choose(yes: TermLike, no: TermLike): Term;
}

type Unary = 'sqrt' | 'exp' | 'expm1' | 'log' | 'log1p' | 'tanh' | 'sigmoid' | 'softplus' | 'erf';

/** The functions that a formula may be made of, under TensorFlow.js's names. */
export type Maths = Readonly<Record<Unary, (a: TermLike) => Term>> & {
  maximum(a: TermLike, b: TermLike): Term;
  minimum(a: TermLike, b: TermLike): Term;
  /** `yes` where the condition holds, else `no`: `where(x.above(0), x, expm1(x))`. */
  where(condition: Condition, yes: TermLike, no: TermLike): Term;
  /** A number as a term, to begin with: `constant(1).minus(x)`. */
  constant(value: number): Term;
};

/**
 * A formula of x as plain data.
 *
 * @example expression((x, { tanh }) => tanh(x).times(1.7159))
 * @throws MlpLabError `invalid-argument` where a constant is not a finite number, or the result is no term.
 */
export function expression(write: (x: Term, maths: Maths) => TermLike): Expression {
  return expressionOf(write(termOf('x'), maths));
}

const termOf = (own: Expression): Term => ({
  expression: own,
  plus: (other) => operation('plus', own, other),
  minus: (other) => operation('minus', own, other),
  times: (other) => operation('times', own, other),
  over: (other) => operation('over', own, other),
  negated: () => operation('negated', own),
  absolute: () => operation('absolute', own),
  squared: () => operation('times', own, termOf(own)),
  above: (other) => condition(own, expressionOf(other), false),
  below: (other) => condition(expressionOf(other), own, false),
  atLeast: (other) => condition(expressionOf(other), own, true),
  atMost: (other) => condition(own, expressionOf(other), true),
});

const operation = (operator: Operator, first: Expression, ...others: TermLike[]): Term =>
  termOf(simplify(operator, first, ...others.map(expressionOf)));

/** a > b, or its contrary. */
const condition = (a: Expression, b: Expression, contrary: boolean): Condition => ({
  choose(yes, no) {
    const branches = [yes, no].map(expressionOf);
    return termOf(simplify('choose', a, b, ...(contrary ? branches.reverse() : branches)));
  },
});

function expressionOf(given: TermLike): Expression {
  if (typeof given === 'number' && Number.isFinite(given)) return given;
  if (typeof given === 'object' && given !== null && 'expression' in given) return given.expression;
  throw new MlpLabError(
    'invalid-argument',
    `an expression is made of x, finite numbers and what they are combined to: received ${String(given)}`,
  );
}

const unary = (operator: Unary) => (a: TermLike) => operation(operator, expressionOf(a));
const binary = (operator: Operator) => (a: TermLike, b: TermLike) => operation(operator, expressionOf(a), b);

const maths: Maths = {
  sqrt: unary('sqrt'),
  exp: unary('exp'),
  expm1: unary('expm1'),
  log: unary('log'),
  log1p: unary('log1p'),
  tanh: unary('tanh'),
  sigmoid: unary('sigmoid'),
  softplus: unary('softplus'),
  erf: unary('erf'),
  maximum: binary('maximum'),
  minimum: binary('minimum'),
  where: (held, yes, no) => held.choose(yes, no),
  constant: (value) => termOf(expressionOf(value)),
};
