// The contract of a compiled activation.
import type { FunctionBuilder } from './assembler/function';
import type { Vector } from './assembler/vector';

/** How an activation is compiled. */
export interface ActivationRule {
  /** Says all that the rule depends on: layers of the same shape and rule share their code. */
  readonly name: string;
  readonly forward: (f: FunctionBuilder, x: Vector) => Vector;
  /** g · f′. `value` is x or y, as `derivativeOf` says. */
  readonly backward: (f: FunctionBuilder, gradient: Vector, value: Vector) => Vector;
  /** What the derivative is computed from: x or y, which must stay unchanged until the backward pass. */
  readonly derivativeOf: 'input' | 'output';
  /** Whether forward is a few instructions, to be fused into the product that computes x. Requires `derivativeOf: 'output'`. */
  readonly short?: boolean;
}

export type UnnamedRule = Omit<ActivationRule, 'name'>;
