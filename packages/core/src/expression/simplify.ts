// Builds an operation in its shortest form, and in one that neither overflows nor loses digits where there is such a form.
import { type AnyExpression, isOperation, type Operator } from './expression-tree';
import { same } from './numbering';

type Rule = (...operands: AnyExpression[]) => AnyExpression | undefined;

/**
 * The operation, or a shorter expression for it. Constants are computed where IEEE 754 determines the result; 0 · a is 0, whatever
 * a is; sums, quotients and logarithms become expm1, log1p, softplus or sigmoid where they can be written so.
 */
export function simplify(operator: string, ...operands: AnyExpression[]): AnyExpression {
  return rules[operator as Operator]?.(...operands) ?? { operator, operands };
}

const rules: Partial<Record<Operator, Rule>> = {
  add(a, b) {
    if (isNumber(a) && isNumber(b)) return finite(a + b);
    if (a === 0) return b;
    if (b === 0) return a;
    const [negative] = operandsOf(b, 'neg');
    return negative === undefined ? undefined : simplify('sub', a, negative);
  },
  sub(a, b) {
    if (isNumber(a) && isNumber(b)) return finite(a - b);
    if (a === 0) return simplify('neg', b);
    if (b === 0) return a;
    const [negative] = operandsOf(b, 'neg');
    if (negative !== undefined) return simplify('add', a, negative);
    const [power] = operandsOf(a, 'exp');
    return b === 1 && power !== undefined ? simplify('expm1', power) : undefined;
  },
  mul(a, b) {
    if (isNumber(a) && isNumber(b)) return finite(a * b);
    if (isNumber(b)) return simplify('mul', b, a);
    if (a === 0) return 0;
    if (a === 1) return b;
    if (a === -1) return simplify('neg', b);
    const [factor, rest] = operandsOf(b, 'mul');
    return isNumber(a) && isNumber(factor) && finite(a * factor) ? simplify('mul', a * factor, rest) : undefined;
  },
  div(a, b) {
    if (isNumber(a) && isNumber(b)) return finite(a / b);
    if (a === 0) return 0;
    if (b === 1) return a;
    // 1 / (1 + eᵘ) and eᵘ / (1 + eᵘ), which are infinite over infinite for large u
    const [power] = operandsOf(onePlus(b), 'exp');
    if (power === undefined) return undefined;
    if (a === 1) return simplify('sigmoid', simplify('neg', power));
    return same(a, { operator: 'exp', operands: [power] }) ? simplify('sigmoid', power) : undefined;
  },
  neg(a) {
    if (isNumber(a)) return 0 - a;
    return operandsOf(a, 'neg')[0];
  },
  abs: (a) => (isNumber(a) ? Math.abs(a) : undefined),
  sqrt: (a) => (isNumber(a) && a >= 0 ? Math.sqrt(a) : undefined),
  maximum: (a, b) => (isNumber(a) && isNumber(b) ? Math.max(a, b) : undefined),
  minimum: (a, b) => (isNumber(a) && isNumber(b) ? Math.min(a, b) : undefined),
  log(a) {
    const rest = onePlus(a);
    return rest === undefined ? undefined : simplify('log1p', rest);
  },
  log1p(a) {
    const [power] = operandsOf(a, 'exp');
    return power === undefined ? undefined : simplify('softplus', power);
  },
  where(a, b, yes, no) {
    if (same(yes, no)) return yes;
    return isNumber(a) && isNumber(b) ? (a > b ? yes : no) : undefined;
  },
};

const isNumber = (expression: AnyExpression): expression is number => typeof expression === 'number';

/** A constant must be finite: an operation with any other result stays as it is written. */
const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);

const operandsOf = (expression: AnyExpression | undefined, operator: Operator): readonly AnyExpression[] =>
  expression !== undefined && isOperation(expression) && expression.operator === operator ? expression.operands : [];

/** a where the expression is 1 + a. */
function onePlus(expression: AnyExpression): AnyExpression | undefined {
  const [a, b] = operandsOf(expression, 'add');
  return a === 1 ? b : b === 1 ? a : undefined;
}
