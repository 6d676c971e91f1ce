// The one walk over an expression: each distinct part is evaluated once, however often it occurs.
import { type Expression, isOperation, type Operator } from './expression-tree';
import { type Numbering, numbering } from './numbering';

/** What each operator means for one kind of values: numbers, tensors, code or text. `where(a, b, yes, no)`: `yes` where a > b, else `no`. */
export type Interpretation<Value, Op extends string = Operator> = {
  /** A number of the formula as a value. */
  readonly constant: (value: number) => Value;
} & Readonly<Record<Op, (...operands: Value[]) => Value>>;

/**
 * The value of an expression. Operands are evaluated before the operations on them, in the order in which they are written;
 * structurally equal parts are evaluated once.
 *
 * @param variables the value of each variable, by name: `{ x }` for an activation.
 * @param numberOf the numbers of the expression's parts, for an expression that is evaluated many times.
 */
export const interpret = <Value, Variable extends string = 'x', Op extends string = Operator>(
  expression: Expression<Variable, Op>,
  variables: Readonly<Record<Variable, Value>>,
  interpretation: Interpretation<Value, Op>,
  numberOf?: Numbering,
): Value => interpreter((name: Variable) => variables[name], interpretation, numberOf)(expression);

/** As `interpret`, for several expressions of the same variables: parts that they share are evaluated once. */
export function interpreter<Value, Variable extends string = 'x', Op extends string = Operator>(
  valueOfVariable: (name: Variable) => Value,
  interpretation: Interpretation<Value, Op>,
  numberOf = numbering(),
): (expression: Expression<Variable, Op>) => Value {
  const rules: Readonly<Record<Op, (...operands: Value[]) => Value>> = interpretation;
  const values: Value[] = [];
  return visit;

  function visit(part: Expression<Variable, Op>): Value {
    const number = numberOf(part);
    if (!(number in values)) values[number] = evaluated(part);
    return values[number];
  }

  function evaluated(part: Expression<Variable, Op>): Value {
    if (isOperation(part)) return rules[part.operator](...part.operands.map(visit));
    return typeof part === 'number' ? interpretation.constant(part) : valueOfVariable(part);
  }
}
