// Makes an operation in its shortest form, and in one that neither overflows nor loses digits where there is such a form.
import { type Expression, isOperation, type Operator } from './expression-tree';
import { same } from './numbering';

type Rule = (...operands: Expression[]) => Expression | undefined;

/**
 * The operation, or a shorter expression for it. Constants are worked out where IEEE 754 fixes the result; 0 · a is 0, whatever
 * a; what can be written as expm1, log1p, softplus or sigmoid is.
 */
export function simplify(operator: Operator, ...operands: Expression[]): Expression {
  return rules[operator]?.(...operands) ?? { operator, operands };
}

const rules: Partial<Record<Operator, Rule>> = {
  plus(a, b) {
    if (isNumber(a) && isNumber(b)) return finite(a + b);
    if (a === 0) return b;
    if (b === 0) return a;
    const [negative] = operandsOf(b, 'negated');
    return negative === undefined ? undefined : simplify('minus', a, negative);
  },
  minus(a, b) {
    if (isNumber(a) && isNumber(b)) return finite(a - b);
    if (a === 0) return simplify('negated', b);
    if (b === 0) return a;
    const [negative] = operandsOf(b, 'negated');
    if (negative !== undefined) return simplify('plus', a, negative);
    const [power] = operandsOf(a, 'exp');
    return b === 1 && power !== undefined ? simplify('expm1', power) : undefined;
  },
  times(a, b) {
    if (isNumber(a) && isNumber(b)) return finite(a * b);
    if (isNumber(b)) return simplify('times', b, a);
    if (a === 0) return 0;
    if (a === 1) return b;
    if (a === -1) return simplify('negated', b);
    const [factor, rest] = operandsOf(b, 'times');
    return isNumber(a) && isNumber(factor) && finite(a * factor) ? simplify('times', a * factor, rest) : undefined;
  },
  over(a, b) {
    if (isNumber(a) && isNumber(b)) return finite(a / b);
    if (a === 0) return 0;
    if (b === 1) return a;
    // 1 / (1 + eᵘ) and eᵘ / (1 + eᵘ), which are infinite over infinite for large u
    const [power] = operandsOf(onePlus(b), 'exp');
    if (power === undefined) return undefined;
    if (a === 1) return simplify('sigmoid', simplify('negated', power));
    return same(a, { operator: 'exp', operands: [power] }) ? simplify('sigmoid', power) : undefined;
  },
  negated(a) {
    if (isNumber(a)) return 0 - a;
    return operandsOf(a, 'negated')[0];
  },
  absolute: (a) => (isNumber(a) ? Math.abs(a) : undefined),
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
  choose(a, b, yes, no) {
    if (same(yes, no)) return yes;
    return isNumber(a) && isNumber(b) ? (a > b ? yes : no) : undefined;
  },
};

const isNumber = (expression: Expression): expression is number => typeof expression === 'number';

/** A constant must be finite: what is not stays as it is written. */
const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);

const operandsOf = (expression: Expression | undefined, operator: Operator): readonly Expression[] =>
  expression !== undefined && isOperation(expression) && expression.operator === operator ? expression.operands : [];

/** a where the expression is 1 + a. */
function onePlus(expression: Expression): Expression | undefined {
  const [a, b] = operandsOf(expression, 'plus');
  return a === 1 ? b : b === 1 ? a : undefined;
}
