// Whether something that came from elsewhere is an expression.
import { MlpLabError } from '../error';
import { type Expression, OPERATORS, type Operation } from './expression-tree';

const MOST_OPERATIONS = 1000; // each is a few instructions for every number of every layer that uses it

/**
 * Gives back what it is given, checked.
 *
 * @throws MlpLabError `invalid-argument` where that is no expression, or one of more than 1000 operations.
 */
export function checkExpression(given: unknown): Expression {
  const seen = new Set<unknown>();
  const open = new Set<unknown>(); // what the part that is looked at is within
  check(given);
  return given as Expression;

  function check(part: unknown): void {
    if (open.has(part)) fail('must not contain itself');
    if (part === 'x' || Number.isFinite(part) || seen.has(part)) return;
    seen.add(part);
    if (seen.size > MOST_OPERATIONS) fail(`has more than ${MOST_OPERATIONS} operations`);
    if (typeof part !== 'object' || part === null) fail(`is made of 'x', finite numbers and operations`, part);
    const { operator, operands } = part as Partial<Operation>;
    if (typeof operator !== 'string' || !Object.hasOwn(OPERATORS, operator))
      fail(`has the operators ${Object.keys(OPERATORS).join(', ')}`, operator);
    const count = OPERATORS[operator!];
    if (!Array.isArray(operands) || operands.length !== count)
      fail(`has ${count} operand${count === 1 ? '' : 's'} for ${operator}`, operands);
    open.add(part);
    operands!.forEach(check);
    open.delete(part);
  }
}

function fail(expected: string, received?: unknown): never {
  const what = received === undefined ? '' : `: received ${JSON.stringify(received) ?? String(received)}`;
  throw new MlpLabError('invalid-argument', `an expression ${expected}${what}`);
}
