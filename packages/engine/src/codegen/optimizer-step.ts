// One step of an optimizer's rule on four weights at once.
import { interpreter, numbering, type OptimizerRule, type WeightExpression } from '@mlp-lab/core/common';
import { CALL_FIELD } from '../memory/call-block';
import type { VectorOperations } from './arithmetic-code';
import type { FunctionBuilder } from './assembler/function';
import { loadInt } from './assembler/scalar';
import { loadSplat, type Vector } from './assembler/vector';

/** Four weights, their gradients and their slots before a step. */
interface Before {
  readonly weight: Vector;
  readonly gradient: Vector;
  readonly slots: readonly Vector[];
  /** The scalars of the step, each in all four lanes. */
  readonly scalars: readonly Vector[];
}

/** The weights and slots after the step. */
interface After {
  readonly weight: Vector;
  readonly slots: readonly Vector[];
}

/** Loads the scalars of the step, which JavaScript wrote to memory, into registers. */
export function loadScalars(f: FunctionBuilder, { scalars }: OptimizerRule, call: number): Vector[] {
  const row = f.let(loadInt(call, CALL_FIELD.scalars));
  return scalars.map((_, i) => f.let(loadSplat(row, i * 4)));
}

/** Returns what writes the code of a step, as often as it is called. */
export function optimizerStep(
  f: FunctionBuilder,
  rule: OptimizerRule,
  operations: VectorOperations,
): (before: Before) => After {
  const interpretation = operations(f);
  const numberOf = numbering();
  return ({ weight, gradient, slots, scalars }) => {
    const variables: Record<string, Vector> = { weight, gradient };
    for (let i = 0; i < slots.length; i++) variables[`slots.${rule.slots[i].name}`] = slots[i];
    for (let i = 0; i < scalars.length; i++) variables[`scalars.${i}`] = scalars[i];
    const code = interpreter((name: string) => variables[name], interpretation, numberOf);
    return { slots: rule.slots.map(({ next }) => code(next)), weight: code(rule.weight) };
  };
}

/** Whether a gradient of 0 changes nothing: not the weight, and there are no slots. */
export const ignoresZeros = ({ slots, weight }: OptimizerRule): boolean =>
  slots.length === 0 && withoutGradient(weight) === 'weight';

/** What a part of a rule is where the gradient is 0, as far as it is 0 or the weight. */
function withoutGradient(part: WeightExpression, known = new Map<WeightExpression, Known>()): Known {
  if (part === 'weight') return part;
  if (part === 'gradient' || part === 0) return 0;
  if (typeof part !== 'object') return undefined;
  if (!known.has(part)) {
    const [a, b, , no] = part.operands.map((operand) => withoutGradient(operand, known));
    known.set(part, RULES[part.operator]?.(a, b, no));
  }
  return known.get(part);
}

type Known = 0 | 'weight' | undefined;
/** Of functions that are 0 at 0. */
const keepsZero = (a: Known): Known => (a === 0 ? 0 : undefined);
const RULES: Partial<Record<string, (a: Known, b: Known, no: Known) => Known>> = {
  add: (a, b) => (a === 0 ? b : b === 0 ? a : undefined),
  sub: (a, b) => (b === 0 ? a : undefined),
  mul: (a, b) => (a === 0 || b === 0 ? 0 : undefined),
  div: keepsZero,
  neg: keepsZero,
  abs: keepsZero,
  sqrt: keepsZero,
  where: (a, b, no) => (a === 0 && b === 0 ? no : undefined),
};
