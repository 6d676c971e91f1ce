// What the compiler must know of an activation.
import type { FunctionBuilder } from './assembler/function';
import type { Vector } from './assembler/vector';

/** How an activation is compiled. */
export interface ActivationRule {
  readonly forward: (f: FunctionBuilder, x: Vector) => Vector;
  /** `value` is y where `keeps` is `output`, x where it is `input`. */
  readonly backward: (f: FunctionBuilder, gradient: Vector, value: Vector) => Vector;
  /** What the derivative is computed from, and so must be kept until the way back. */
  readonly derivativeOf: 'input' | 'output';
  /** Whether forward is a handful of instructions, to be put at the end of the product that makes x; only with `output`. */
  readonly short?: boolean;
}
