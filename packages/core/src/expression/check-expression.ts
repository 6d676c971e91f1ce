// Checks that a value from elsewhere is an expression.
import { describeJson } from '../checks/describe-value';
import { MlpLabError } from '../checks/error';
import { type AnyExpression, type Expression, OPERATORS } from './expression-tree';

const MOST_OPERATIONS = 1000; // each is a few instructions for every number of every layer that uses it

/** The variables and operators that an expression may have. */
export interface ExpressionLanguage {
  /** @default ['x'] */
  readonly variables?: readonly string[];
  /** Operators and the number of their operands. @default OPERATORS */
  readonly operators?: Readonly<Record<string, number>>;
}

/**
 * Returns the given value, checked.
 *
 * @throws MlpLabError `invalid-argument` where it is not an expression, or one of more than 1000 operations.
 */
export function checkExpression(given: unknown): Expression;
export function checkExpression(given: unknown, language: ExpressionLanguage): AnyExpression;
export function checkExpression(
  given: unknown,
  { variables = ['x'], operators = OPERATORS }: ExpressionLanguage = {},
): AnyExpression {
  const seen = new Set<unknown>();
  const open = new Set<unknown>(); // the operations that contain the part that is being checked
  check(given);
  return given as AnyExpression;

  function check(part: unknown): void {
    if (open.has(part)) fail('must not contain itself');
    if (variables.includes(part as string) || Number.isFinite(part) || seen.has(part)) return;
    seen.add(part);
    if (seen.size > MOST_OPERATIONS) fail(`has more than ${MOST_OPERATIONS} operations`);
    if (typeof part !== 'object' || part === null)
      fail(`is made of ${variables.map((name) => `'${name}'`).join(', ')}, finite numbers and operations`, part);
    const { operator, operands } = part as { operator?: unknown; operands?: unknown };
    if (typeof operator !== 'string' || !Object.hasOwn(operators, operator))
      fail(`has the operators ${Object.keys(operators).join(', ')}`, operator);
    const count = operators[operator as string];
    if (!Array.isArray(operands) || operands.length !== count)
      fail(`has ${count} operand${count === 1 ? '' : 's'} for ${operator}`, operands);
    open.add(part);
    (operands as unknown[]).forEach(check);
    open.delete(part);
  }
}

function fail(expected: string, received?: unknown): never {
  const suffix = received === undefined ? '' : `: received ${describeJson(received)}`;
  throw new MlpLabError('invalid-argument', `an expression ${expected}${suffix}`);
}
