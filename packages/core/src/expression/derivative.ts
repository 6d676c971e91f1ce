// Differentiates an expression, symbolically.
import { checkExpression } from './check-expression';
import { type Expression, isOperation, type Operation, type Operator } from './expression-tree';
import { LEAST_FLOAT } from './float-range';
import { interpret } from './interpret';
import { numbering } from './numbering';
import { simplify } from './simplify';

/**
 * f′(x), simplified, as an expression of x.
 *
 * At kinks: |a| has slope 0 at 0; where the operands that are compared are equal, maximum, minimum and `where` have the slope of the
 * last operand (maximum(x, 0), ReLU, has 0 at 0). sqrt and log have slope 0 where theirs is not finite, at 0 and below. The branch
 * of a `where` that is not selected has no effect, even if it is infinite.
 *
 * @throws MlpLabError `invalid-argument` for what is not an expression of x.
 */
export function derivative(expression: Expression): Expression {
  return interpret<Dual>(checkExpression(expression), { x: { value: 'x', slope: 1 } }, chainRules).slope;
}

/**
 * f′ as a formula of the output y = f(x) where there is one (sigmoid: y (1 - y)), with `from: 'output'`; otherwise of the input. In
 * both, the variable is called 'x'. Training stores only that number between the forward and the backward pass.
 *
 * @throws MlpLabError `invalid-argument` for what is not an expression of x.
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

const dual = (value: Expression, slope: Expression): Dual => ({ value, slope });
const { add, sub, mul, div, neg, where, exp, maximum, minimum, sigmoid } = Object.fromEntries(
  (['add', 'sub', 'mul', 'div', 'neg', 'where', 'exp', 'maximum', 'minimum', 'sigmoid'] as const).map((operator) => [
    operator,
    (...operands: Expression[]) => simplify(operator, ...operands),
  ]),
) as Record<Operator, (...operands: Expression[]) => Expression>;

/** f(a) with f′ as an expression of a and f(a). */
const chained =
  (operator: Operator, slopeOf: (a: Expression, y: Expression) => Expression) =>
  (a: Dual): Dual => {
    const y = simplify(operator, a.value) as Expression;
    return dual(y, a.slope === 0 ? 0 : mul(slopeOf(a.value, y), a.slope));
  };

const chainRules = {
  constant: (value: number) => dual(value, 0),
  add: (a: Dual, b: Dual) => dual(add(a.value, b.value), add(a.slope, b.slope)),
  sub: (a: Dual, b: Dual) => dual(sub(a.value, b.value), sub(a.slope, b.slope)),
  mul: (a: Dual, b: Dual) => dual(mul(a.value, b.value), add(mul(a.slope, b.value), mul(a.value, b.slope))),
  div(a: Dual, b: Dual) {
    const y = div(a.value, b.value);
    return dual(y, div(sub(a.slope, mul(y, b.slope)), b.value)); // b² might overflow
  },
  neg: (a: Dual) => dual(neg(a.value), neg(a.slope)),
  maximum: (a: Dual, b: Dual) => dual(maximum(a.value, b.value), where(a.value, b.value, a.slope, b.slope)),
  minimum: (a: Dual, b: Dual) => dual(minimum(a.value, b.value), where(b.value, a.value, a.slope, b.slope)),
  where: (a: Dual, b: Dual, yes: Dual, no: Dual) =>
    dual(where(a.value, b.value, yes.value, no.value), where(a.value, b.value, yes.slope, no.slope)),
  abs: chained('abs', (a) => where(a, 0, 1, where(0, a, -1, 0))),
  sqrt: chained('sqrt', (a, y) => where(a, 0, div(0.5, y), 0)),
  exp: chained('exp', (_, y) => y),
  expm1: chained('expm1', (a) => exp(a)),
  log: chained('log', (a) => where(a, LEAST_FLOAT, div(1, a), 0)),
  log1p: chained('log1p', (a) => where(a, -1, div(1, add(1, a)), 0)),
  tanh: chained('tanh', (_, y) => sub(1, mul(y, y))),
  sigmoid: chained('sigmoid', (_, y) => mul(y, sub(1, y))),
  softplus: chained('softplus', (a) => sigmoid(a)),
  erf: chained('erf', (a) => mul(TWO_OVER_ROOT_PI, exp(neg(mul(a, a))))),
};

/** The expression with every `part` replaced by 'x', or undefined where x occurs elsewhere, too. */
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
