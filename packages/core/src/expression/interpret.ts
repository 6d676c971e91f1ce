// The one walk over an expression: each distinct part is worked out once, however often it occurs.
import { type Expression, isOperation, type Operator } from './expression-tree';
import { numbering } from './numbering';

/** What each operator means for values of a kind: numbers, tensors, code, text. */
export type Interpretation<Value> = {
  readonly constant: (value: number) => Value;
} & Readonly<Record<UnaryOperator, (a: Value) => Value>> &
  Readonly<Record<BinaryOperator, (a: Value, b: Value) => Value>> & {
    /** `yes` where a > b, else `no`. */
    readonly choose: (a: Value, b: Value, yes: Value, no: Value) => Value;
  };

type BinaryOperator = 'plus' | 'minus' | 'times' | 'over' | 'maximum' | 'minimum';
type UnaryOperator = Exclude<Operator, BinaryOperator | 'choose'>;

/**
 * The value of an expression, by what its operators mean. Operands come before what is made of them, in the order in which
 * they are written; parts that are written alike are one part.
 *
 * @param x the value of the variable.
 */
export function interpret<Value>(
  expression: Expression,
  x: Value,
  { constant, ...operators }: Interpretation<Value>,
): Value {
  const rules = operators as unknown as Record<Operator, (...operands: Value[]) => Value>;
  const numberOf = numbering();
  const values: Value[] = [];
  return visit(expression);

  function visit(part: Expression): Value {
    const number = numberOf(part);
    if (!(number in values)) values[number] = meaningOf(part);
    return values[number];
  }

  function meaningOf(part: Expression): Value {
    if (isOperation(part)) return rules[part.operator](...part.operands.map(visit));
    return part === 'x' ? x : constant(part);
  }
}
