// Which parts of expressions are the same.
import { type AnyExpression, isOperation } from './expression-tree';

export type Numbering = (part: AnyExpression) => number;

/** Numbers parts from 0 upwards, operands before the operations on them. Structurally equal parts get the same number. */
export function numbering(): Numbering {
  const byObject = new Map<AnyExpression, number>();
  const byText = new Map<string, number>(); // an operator and the numbers of its operands

  return function numberOf(part: AnyExpression): number {
    const seen = byObject.get(part);
    if (seen !== undefined) return seen;
    const text = isOperation(part) ? `${part.operator} ${part.operands.map(numberOf)}` : String(part);
    const number = byText.get(text) ?? byText.size;
    byText.set(text, number);
    byObject.set(part, number);
    return number;
  };
}

/** Whether two expressions are structurally equal. */
export function same(a: AnyExpression, b: AnyExpression): boolean {
  const numberOf = numbering();
  return numberOf(a) === numberOf(b);
}
