// A formula → the activation that it is, so that formats without its name give it back as it was.
import type { Expression } from '@mlp-lab/core';
import { functionExpression } from './function-expression';
import { type ActivationFunction, NAMED_FUNCTIONS } from './network';

/** The known activation with this formula, constants compared as float32; else the formula itself. */
export function recognizeFunction(expression: Expression): ActivationFunction {
  known ??= new Map(
    [...NAMED_FUNCTIONS.map((name) => ({ name })), { name: 'relu' as const }, { name: 'elu' as const }].flatMap(
      (each): [string, ActivationFunction][] => {
        const formula = functionExpression(each);
        return formula === undefined ? [] : [[textOf(formula), each]];
      },
    ),
  );
  return known.get(textOf(expression)) ?? affine(expression) ?? { name: 'formula', expression };
}

let known: Map<string, ActivationFunction> | undefined;

const textOf = (expression: Expression) =>
  JSON.stringify(expression, (_, value) => (typeof value === 'number' ? Math.fround(value) : value));

/** x · scale, x / divisor, x ± offset and x · scale ± offset. */
function affine(expression: Expression): ActivationFunction | undefined {
  const line = lineOf(expression);
  return line && { name: 'rescaling', ...line };
}

function lineOf(expression: Expression): { scale: number; offset: number } | undefined {
  if (expression === 'x') return { scale: 1, offset: 0 };
  if (typeof expression === 'number') return undefined;
  const { operator, operands } = expression;
  const [a, b] = operands;
  if (operator === 'mul' && typeof a === 'number' && b === 'x') return { scale: a, offset: 0 };
  if (operator === 'div' && a === 'x' && typeof b === 'number') return { scale: 1 / b, offset: 0 };
  if (operator !== 'add' && operator !== 'sub') return undefined;
  const [term, constant] = typeof b === 'number' ? [a, b] : [b, a];
  if (typeof constant !== 'number' || (operator === 'sub' && typeof b !== 'number')) return undefined;
  const line = typeof term === 'object' && term.operator !== 'mul' ? undefined : lineOf(term);
  return line && { scale: line.scale, offset: operator === 'add' ? constant : -constant };
}
