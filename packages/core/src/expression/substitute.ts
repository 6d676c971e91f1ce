// Variables replaced by expressions.
import { type AnyExpression, type Expression, isOperation } from './expression-tree';
import { simplify } from './simplify';

/** The expression with these variables replaced, simplified. */
export function substitute<Variable extends string, Op extends string>(
  expression: Expression<Variable, Op>,
  values: Readonly<Partial<Record<Variable, Expression<Variable, Op>>>>,
): Expression<Variable, Op> {
  const known = new Map<AnyExpression, AnyExpression>();
  return visit(expression) as Expression<Variable, Op>;

  function visit(part: AnyExpression): AnyExpression {
    if (typeof part === 'string') return values[part as Variable] ?? part;
    if (!isOperation(part)) return part;
    if (!known.has(part)) known.set(part, simplify(part.operator, ...part.operands.map(visit)));
    return known.get(part)!;
  }
}
