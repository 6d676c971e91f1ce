// The parts that formulas are written with: terms, conditions and functions, under TensorFlow.js's names.
import { describeJson } from '../checks/describe-value';
import { MlpLabError } from '../checks/error';
import type { AnyExpression, Operator } from './expression-tree';
import { simplify } from './simplify';

/** Where a term is expected, a number will do. */
export type TermLike = Term | number;

/** A part of a formula. */
export interface Term {
  /** What the term stands for: plain data. */
  readonly expression: AnyExpression;
  /** this + other */
  add(other: TermLike): Term;
  /** this − other */
  sub(other: TermLike): Term;
  /** this · other */
  mul(other: TermLike): Term;
  /** this / other */
  div(other: TermLike): Term;
  /** −this */
  neg(): Term;
  /** |this|, with the slope 0 at 0 */
  abs(): Term;
  /** The term times itself. */
  square(): Term;
  /** this > other */
  greater(other: TermLike): Condition;
  /** this < other */
  less(other: TermLike): Condition;
  /** this ≥ other */
  greaterEqual(other: TermLike): Condition;
  /** this ≤ other */
  lessEqual(other: TermLike): Condition;
}

/** The result of a comparison. */
export interface Condition {
  /** `yes` where the condition holds, else `no`. */
  where(yes: TermLike, no: TermLike): Term;
}

type Unary = 'sqrt' | 'exp' | 'expm1' | 'log' | 'log1p' | 'tanh' | 'sigmoid' | 'softplus' | 'erf';

/** The functions that a formula may use, under TensorFlow.js's names. */
export type Maths = Readonly<Record<Unary, (a: TermLike) => Term>> & {
  /** The greater of two; its slope is that of the last where both are equal. */
  maximum(a: TermLike, b: TermLike): Term;
  /** The smaller of two; its slope is that of the last where both are equal. */
  minimum(a: TermLike, b: TermLike): Term;
  /** -1, 0 or 1. Its derivative is 0. */
  sign(a: TermLike): Term;
  /** `yes` where the condition holds, else `no`: `where(x.greater(0), x, expm1(x))`. */
  where(condition: Condition, yes: TermLike, no: TermLike): Term;
  /** A number as a term, to begin with: `constant(1).sub(x)`. */
  constant(value: number): Term;
};

/** An expression as a term, which has methods to compute with: `termOf('x').mul(2)`. */
export const termOf = (own: AnyExpression): Term => ({
  expression: own,
  add: (other) => operation('add', own, other),
  sub: (other) => operation('sub', own, other),
  mul: (other) => operation('mul', own, other),
  div: (other) => operation('div', own, other),
  neg: () => operation('neg', own),
  abs: () => operation('abs', own),
  square: () => operation('mul', own, termOf(own)),
  greater: (other) => condition(own, expressionOf(other), false),
  less: (other) => condition(expressionOf(other), own, false),
  greaterEqual: (other) => condition(expressionOf(other), own, true),
  lessEqual: (other) => condition(own, expressionOf(other), true),
});

/** The simplified operation as a term. */
export const operation = (operator: string, first: AnyExpression, ...others: TermLike[]): Term =>
  termOf(simplify(operator, first, ...others.map(expressionOf)));

/** a > b, or its opposite. */
const condition = (a: AnyExpression, b: AnyExpression, opposite: boolean): Condition => ({
  where(yes, no) {
    const branches = [yes, no].map(expressionOf);
    return termOf(simplify('where', a, b, ...(opposite ? branches.reverse() : branches)));
  },
});

/**
 * The expression that a term or a number stands for: the inverse of `termOf`.
 *
 * @throws MlpLabError `invalid-argument` where the given value is neither a term nor a finite number.
 */
export function expressionOf(given: TermLike): AnyExpression {
  if (typeof given === 'number' && Number.isFinite(given)) return given;
  if (typeof given === 'object' && given !== null && 'expression' in given) return given.expression;
  throw new MlpLabError(
    'invalid-argument',
    `an expression is made of variables, finite numbers and operations on them: received ${typeof given === 'object' ? describeJson(given) : String(given)}`,
  );
}

const unary = (operator: Operator) => (a: TermLike) => operation(operator, expressionOf(a));
const binary = (operator: Operator) => (a: TermLike, b: TermLike) => operation(operator, expressionOf(a), b);

/** The functions that formulas are written with, beside the methods of a term: `maths.tanh(x)`. */
export const maths: Maths = {
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
  sign(a) {
    const term = termOf(expressionOf(a));
    return term.greater(0).where(1, term.less(0).where(-1, 0));
  },
  where: (held, yes, no) => held.where(yes, no),
  constant: (value) => termOf(expressionOf(value)),
};
