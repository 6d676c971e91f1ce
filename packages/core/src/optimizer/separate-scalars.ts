// Separates what is the same for all weights, and so is computed once a step, from what is computed for each weight.
import { type AnyExpression, isOperation } from '../expression/expression-tree';
import { numbering } from '../expression/numbering';

/** Whether an expression has the weight, its gradient or one of its slots in it. */
export function dependsOnWeights(expression: AnyExpression): boolean {
  const known = new Map<AnyExpression, boolean>();
  return visit(expression);

  function visit(part: AnyExpression): boolean {
    if (!isOperation(part)) return part === 'weight' || part === 'gradient' || String(part).startsWith('slots.');
    if (!known.has(part)) known.set(part, part.operands.some(visit));
    return known.get(part)!;
  }
}

/** The expressions with their greatest parts that do not depend on weights replaced by `scalars.0`, `scalars.1`, …, and these parts. */
export function separateScalars(expressions: readonly AnyExpression[]): {
  expressions: AnyExpression[];
  scalars: AnyExpression[];
} {
  const numberOf = numbering();
  const scalars = new Map<number, AnyExpression>(); // by the number of the expression
  const known = new Map<number, AnyExpression>();
  return { expressions: expressions.map(visit), scalars: [...scalars.values()] };

  function visit(part: AnyExpression): AnyExpression {
    const number = numberOf(part);
    const separated = known.get(number) ?? separate(part, number);
    known.set(number, separated);
    return separated;
  }

  function separate(part: AnyExpression, number: number): AnyExpression {
    if (typeof part === 'number') return part;
    if (!dependsOnWeights(part)) {
      scalars.set(number, part);
      return `scalars.${scalars.size - 1}`;
    }
    return isOperation(part) ? { operator: part.operator, operands: part.operands.map(visit) } : part;
  }
}
