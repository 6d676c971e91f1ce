// Writes a formula the way it reads: expression((x, { sigmoid }) => x.mul(sigmoid(x))).
import { checkFunction } from '../checks/check-argument';
import type { Expression } from './expression-tree';
import { expressionOf, type Maths, maths, type Term, type TermLike, termOf } from './term';

/**
 * A formula of x as plain data.
 *
 * @example expression((x, { tanh }) => tanh(x).mul(1.7159))
 * @throws MlpLabError `invalid-argument` where a constant is not a finite number, or the result is not a term.
 */
export function expression(write: (x: Term, maths: Maths) => TermLike): Expression {
  checkFunction('the writer of an expression', write);
  return expressionOf(write(termOf('x'), maths)) as Expression;
}
