// Rows after different activations of one layer → formulas of that layer: x · HardSigmoid(x) is a function of x, whatever became a layer.
import { type AnyExpression, type Expression, substitute, type Term, termOf } from '@mlp-lab/core';
import { functionExpression } from '../network/function-expression';
import { INPUT, type NetworkLayer } from '../network/network';
import type { Rows } from './rows';

interface Joined {
  readonly layer: number;
  /** One for each operand. */
  readonly terms: readonly Term[];
  readonly size: number;
}

/** Undefined where the operands have no layer in common with nothing but functions of single numbers after it. */
export function onOneLayer(operands: readonly (Rows | number)[], layers: readonly NetworkLayer[]): Joined | undefined {
  const given = operands.filter((each) => typeof each !== 'number');
  if (given.every(({ layer }) => layer === given[0].layer))
    return {
      layer: given[0].layer,
      terms: operands.map((each) => (typeof each === 'number' ? termOf(each) : each.term)),
      size: given.reduce((sum, { size }) => sum + size, 0),
    };
  const chains = operands.map((each) => (typeof each === 'number' ? undefined : chainOf(each, layers)));
  const [first, ...others] = chains.filter((chain) => chain !== undefined);
  const layer = [...first.keys()].find((each) => others.every((chain) => chain.has(each)));
  if (layer === undefined) return undefined;
  const found = operands.map((each, i) =>
    typeof each === 'number' ? { expression: each, size: 0 } : chains[i]!.get(layer)!,
  );
  return {
    layer,
    terms: found.map(({ expression }) => termOf(expression)),
    size: found.reduce((sum, { size }) => sum + size, 0),
  };
}

/** The rows as a formula of their layer's output, and of that of each layer before it, as far as those are such functions themselves. */
function chainOf({ layer, term, size }: Rows, layers: readonly NetworkLayer[]) {
  const chain = new Map<number, { expression: AnyExpression; size: number }>();
  let at = layer;
  for (let each = { expression: term.expression, size }; ; ) {
    chain.set(at, each);
    const before = at === INPUT ? undefined : layers[at];
    const formula = before?.kind === 'activation' ? functionExpression(before.function) : undefined;
    if (formula === undefined || each.size > LONGEST) return chain;
    [at] = before!.inputs;
    const expression = substitute(each.expression as Expression, { x: formula });
    each = { expression, size: sizeOf(expression) };
  }
}

/** Operations, repeated parts counted each time: their number doubles with each x · sigmoid(x) that takes another's result. */
function sizeOf(expression: AnyExpression, known = new Map<AnyExpression, number>()): number {
  if (typeof expression !== 'object') return 0;
  const size = known.get(expression) ?? expression.operands.reduce<number>((sum, each) => sum + sizeOf(each, known), 1);
  known.set(expression, size);
  return size;
}

const LONGEST = 100; // operations
