// Which parts of expressions are the same.
import { type Expression, isOperation } from './expression-tree';

/** Gives every part a number: the same to parts that are written alike, and from 0 upwards, operands before what is made of them. */
export function numbering(): (part: Expression) => number {
  const byObject = new Map<Expression, number>();
  const byText = new Map<string, number>(); // how a part is written, its operands as numbers

  return function numberOf(part: Expression): number {
    const seen = byObject.get(part);
    if (seen !== undefined) return seen;
    const text = isOperation(part) ? `${part.operator} ${part.operands.map(numberOf)}` : String(part);
    const number = byText.get(text) ?? byText.size;
    byText.set(text, number);
    byObject.set(part, number);
    return number;
  };
}

/** Whether two expressions are written alike. */
export function same(a: Expression, b: Expression): boolean {
  const numberOf = numbering();
  return numberOf(a) === numberOf(b);
}
