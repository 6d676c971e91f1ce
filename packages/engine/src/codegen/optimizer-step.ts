// One step of an optimizer's rule on four weights at once.
import { interpreter, type OptimizerRule, substitute } from '@mlp-lab/core';
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

export function optimizerStep(
  f: FunctionBuilder,
  rule: OptimizerRule,
  operations: VectorOperations,
  before: Before,
): After {
  const { weight, gradient } = before;
  const variables: Record<string, Vector> = { weight, gradient };
  for (const [i, { name }] of rule.slots.entries()) variables[`slots.${name}`] = before.slots[i];
  for (const [i, scalar] of before.scalars.entries()) variables[`scalars.${i}`] = scalar;
  const code = interpreter((name: string) => variables[name], operations(f));
  return { slots: rule.slots.map(({ next }) => code(next)), weight: code(rule.weight) };
}

/** Whether a gradient of 0 changes nothing: not the weight, and there are no slots. */
export const ignoresZeros = ({ slots, weight }: OptimizerRule): boolean =>
  slots.length === 0 && substitute(weight, { gradient: 0 }) === 'weight';
