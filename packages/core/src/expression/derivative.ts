// Differentiates an expression, symbolically.
import { type Expression, isOperation, type Operation, type Operator } from './expression-tree';
import { interpret } from './interpret';
import { numbering } from './numbering';
import { simplify } from './simplify';

/**
 * f′(x), simplified, as an expression of x.
 *
 * At kinks: |a| has slope 0 at 0; maximum, minimum and `choose` that of their last operand where the compared are equal
 * (maximum(x, 0), ReLU, has 0 at 0). Where sqrt and log have no finite slope, at 0 and below, it is 0. Parts that a `choose` does
 * not take have no effect, even where they are infinite.
 */
export function derivative(expression: Expression): Expression {
  return interpret<Dual>(expression, { value: 'x', slope: 1 }, chainRules).slope;
}

/**
 * f′ as a formula of y = f(x) where there is one (sigmoid: y (1 - y)), `from: 'output'`; else of x. In both, 'x' stands for the
 * number that is given. Training keeps only that number from the way there until the way back.
 */
export function derivativeForTraining(expression: Expression): { from: 'input' | 'output'; slope: Expression } {
  const slope = derivative(expression);
  const ofOutput = replaced(slope, expression);
  return ofOutput === undefined ? { from: 'input', slope } : { from: 'output', slope: ofOutput };
}

/** A part of an expression and its derivative. */
interface Dual {
  readonly value: Expression;
  readonly slope: Expression;
}

const TWO_OVER_ROOT_PI = 1.1283791670955126;
const LEAST_FLOAT = 1.1754943508222875e-38;

const dual = (value: Expression, slope: Expression): Dual => ({ value, slope });
const { plus, minus, times, over, negated, choose, exp } = Object.fromEntries(
  (['plus', 'minus', 'times', 'over', 'negated', 'choose', 'exp'] as const).map((operator) => [
    operator,
    (...operands: Expression[]) => simplify(operator, ...operands),
  ]),
) as Record<Operator, (...operands: Expression[]) => Expression>;

/** f(a) with f′ as an expression of a and f(a). */
const chained =
  (operator: Operator, slopeOf: (a: Expression, y: Expression) => Expression) =>
  (a: Dual): Dual => {
    const y = simplify(operator, a.value);
    return dual(y, a.slope === 0 ? 0 : times(slopeOf(a.value, y), a.slope));
  };

const chainRules = {
  constant: (value: number) => dual(value, 0),
  plus: (a: Dual, b: Dual) => dual(plus(a.value, b.value), plus(a.slope, b.slope)),
  minus: (a: Dual, b: Dual) => dual(minus(a.value, b.value), minus(a.slope, b.slope)),
  times: (a: Dual, b: Dual) => dual(times(a.value, b.value), plus(times(a.slope, b.value), times(a.value, b.slope))),
  over(a: Dual, b: Dual) {
    const y = over(a.value, b.value);
    return dual(y, over(minus(a.slope, times(y, b.slope)), b.value)); // b² might overflow
  },
  negated: (a: Dual) => dual(negated(a.value), negated(a.slope)),
  maximum: (a: Dual, b: Dual) =>
    dual(simplify('maximum', a.value, b.value), choose(a.value, b.value, a.slope, b.slope)),
  minimum: (a: Dual, b: Dual) =>
    dual(simplify('minimum', a.value, b.value), choose(b.value, a.value, a.slope, b.slope)),
  choose: (a: Dual, b: Dual, yes: Dual, no: Dual) =>
    dual(choose(a.value, b.value, yes.value, no.value), choose(a.value, b.value, yes.slope, no.slope)),
  absolute: chained('absolute', (a) => choose(a, 0, 1, choose(0, a, -1, 0))),
  sqrt: chained('sqrt', (a, y) => choose(a, 0, over(0.5, y), 0)),
  exp: chained('exp', (_, y) => y),
  expm1: chained('expm1', (a) => exp(a)),
  log: chained('log', (a) => choose(a, LEAST_FLOAT, over(1, a), 0)),
  log1p: chained('log1p', (a) => choose(a, -1, over(1, plus(1, a)), 0)),
  tanh: chained('tanh', (_, y) => minus(1, times(y, y))),
  sigmoid: chained('sigmoid', (_, y) => times(y, minus(1, y))),
  softplus: chained('softplus', (a) => simplify('sigmoid', a)),
  erf: chained('erf', (a) => times(TWO_OVER_ROOT_PI, exp(negated(times(a, a))))),
};

/** The expression with 'x' for every `part` in it, or undefined where x occurs elsewhere. */
function replaced(expression: Expression, part: Expression): Expression | undefined {
  const numberOf = numbering();
  const number = numberOf(part);
  const known = new Map<Operation, Expression | undefined>();
  return visit(expression);

  function visit(at: Expression): Expression | undefined {
    if (numberOf(at) === number) return 'x';
    if (!isOperation(at)) return at === 'x' ? undefined : at;
    if (!known.has(at)) known.set(at, rebuilt(at));
    return known.get(at);
  }

  function rebuilt({ operator, operands }: Operation): Expression | undefined {
    const visited = operands.map(visit);
    return visited.includes(undefined) ? undefined : { operator, operands: visited as Expression[] };
  }
}
