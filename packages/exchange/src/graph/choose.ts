// Comparisons in foreign graphs are numbers, 1 where they hold and 0 elsewhere: what they choose between.
import { type AnyExpression, type Term, type TermLike, termOf } from '@mlp-lab/core';

/** `yes` where the comparison held: the comparison itself again, if it is one. */
export function choose({ expression: held, ...term }: Term, yes: TermLike, no: TermLike): TermLike {
  const isComparison = typeof held === 'object' && held.operator === 'where';
  const [a, b, one, zero] = isComparison ? held.operands : [];
  const greater = (x: AnyExpression, y: AnyExpression) => termOf(x).greater(termOf(y));
  if (isComparison && one === 1 && zero === 0) return greater(a, b).where(yes, no);
  if (isComparison && one === 0 && zero === 1) return greater(a, b).where(no, yes);
  return term.greater(0.5).where(yes, no);
}
