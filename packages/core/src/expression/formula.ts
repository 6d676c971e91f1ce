// An expression as text, for tables and messages.
import type { Expression } from './expression-tree';
import { type Interpretation, interpret } from './interpret';

/** `x * sigmoid(x)`. Parts of more than 500 characters are cut: a part that occurs several times is written several times. */
export const formula = (expression: Expression): string => interpret(expression, { text: 'x', rank: ATOM }, texts).text;

/** Text, and how strongly its outermost operator binds. */
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

/** The second operand of - and / binds more strongly than the first. */
const infix = (sign: string, rank: number, second: number) => (a: Text, b: Text) => ({
  text: cut(`${within(a, rank)} ${sign} ${within(b, second)}`),
  rank,
});

const call =
  (name: string) =>
  (...operands: Text[]) => ({ text: cut(`${name}(${operands.map(({ text }) => text).join(', ')})`), rank: ATOM });

const texts: Interpretation<Text> = {
  constant: (value) => ({ text: String(value), rank: value < 0 ? SIGNED : ATOM }),
  plus: infix('+', SUM, SUM),
  minus: infix('-', SUM, PRODUCT),
  times: infix('*', PRODUCT, PRODUCT),
  over: infix('/', PRODUCT, SIGNED),
  negated: (a) => ({ text: `-${within(a, ATOM)}`, rank: SIGNED }),
  absolute: call('abs'),
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
  choose: (a, b, yes, no) => call('where')({ text: `${a.text} > ${b.text}`, rank: ATOM }, yes, no),
};
