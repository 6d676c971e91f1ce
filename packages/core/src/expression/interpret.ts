// The one walk over an expression: each distinct part is worked out once, however often it occurs.
import { type Expression, isOperation, type Operator } from './expression-tree';

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
  const numbers = new Map<Expression, number>(); // of parts seen, by object
  const known = new Map<string, number>(); // by how they are written, their operands as numbers
  const values: Value[] = [];

  function visit(part: Expression): number {
    const seen = numbers.get(part);
    if (seen !== undefined) return seen;
    const operands = isOperation(part) ? part.operands.map(visit) : [];
    const name = isOperation(part) ? `${part.operator} ${operands}` : String(part);
    let number = known.get(name);
    if (number === undefined) {
      number = values.push(meaningOf(part, operands)) - 1;
      known.set(name, number);
    }
    numbers.set(part, number);
    return number;
  }

  function meaningOf(part: Expression, operands: number[]): Value {
    if (isOperation(part)) return rules[part.operator](...operands.map((operand) => values[operand]));
    return part === 'x' ? x : constant(part);
  }

  return values[visit(expression)];
}
