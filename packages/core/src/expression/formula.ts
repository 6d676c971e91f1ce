// An expression as text, for tables and messages.
import { checkExpression } from './check-expression';
import type { Expression } from './expression-tree';
import { type Interpretation, interpret } from './interpret';

/**
 * An expression as text: `x * sigmoid(x)`. A part that occurs several times is written several times; parts of more than 500
 * characters are cut.
 *
 * @throws MlpLabError `invalid-argument` for what is not an expression of x.
 */
export const formula = (expression: Expression): string =>
  interpret(checkExpression(expression), { x: { text: 'x', rank: ATOM } }, texts).text;

/** Text, and how tightly its outermost operator binds. */
interface Text {
  readonly text: string;
  readonly rank: number;
}

const SUM = 1;
const PRODUCT = 2;
const SIGNED = 3;
const ATOM = 4;

const within = ({ text, rank }: Text, least: number) => (rank < least ? `(${text})` : text);

const MOST = 500;
const cut = (text: string) => (text.length > MOST ? `${text.slice(0, MOST)}…` : text);

/** @param second the rank that the second operand needs to stand without parentheses: - and / are not associative. */
const infix = (sign: string, rank: number, second: number) => (a: Text, b: Text) => ({
  text: cut(`${within(a, rank)} ${sign} ${within(b, second)}`),
  rank,
});

const call =
  (name: string) =>
  (...operands: Text[]) => ({ text: cut(`${name}(${operands.map(({ text }) => text).join(', ')})`), rank: ATOM });

const texts: Interpretation<Text> = {
  constant: (value) => ({ text: String(value), rank: value < 0 ? SIGNED : ATOM }),
  add: infix('+', SUM, SUM),
  sub: infix('-', SUM, PRODUCT),
  mul: infix('*', PRODUCT, PRODUCT),
  div: infix('/', PRODUCT, SIGNED),
  neg: (a) => ({ text: `-${within(a, ATOM)}`, rank: SIGNED }),
  abs: call('abs'),
  maximum: call('maximum'),
  minimum: call('minimum'),
  sqrt: call('sqrt'),
  exp: call('exp'),
  expm1: call('expm1'),
  log: call('log'),
  log1p: call('log1p'),
  tanh: call('tanh'),
  sigmoid: call('sigmoid'),
  softplus: call('softplus'),
  erf: call('erf'),
  where: (a, b, yes, no) => call('where')({ text: `${a.text} > ${b.text}`, rank: ATOM }, yes, no),
};
