// What the compiler makes of each layer of a Program: its rows of memory and the functions that fill them.
import type { Program } from '../../program';
import type { FunctionBuilder } from '../assembler/function';
import type { ModuleBuilder } from '../assembler/module';
import type { Int } from '../assembler/scalar';
import type { Vector } from '../assembler/vector';
import type { Deliveries } from '../delivery';
import { mapRows } from '../kernels/each-vector';
import type { Layout, RowBlock } from '../layout';
import type { PlacedParameter } from '../place-parameters';

/** One layer, compiled. Every function takes the number of rows in the batch. */
export interface Stage {
  /** y */
  readonly output: RowBlock;
  /** dL/dy, row by row as `output`; once the way back has passed this stage, what was made of it for the stage before. */
  readonly gradient: RowBlock;
  /** Whether the way back of this stage reads `output`, so that no later stage may write over it. */
  readonly keepsOutput: boolean;
  /** Whether this stage, or one before it, has weights to train. */
  readonly trainable: boolean;
  /** x → y in training. */
  readonly train: FunctionBuilder;
  /** x → y otherwise. */
  readonly infer: FunctionBuilder;
  /** Builds what turns dL/dy into dL/dx, in the rows of the stage before, and into the gradients of its own weights: functions to
   * call in turn. Asked of the last stage first. */
  readonly back: () => FunctionBuilder[];
  /** Where dL/dx is a product of dL/dy and a number made of y: a product that makes dL/dy may apply it at once. */
  readonly derivative?: (f: FunctionBuilder, gradient: Vector, output: Vector) => Vector;
  /** Set by the stage behind, before `back` is asked for, where it applies `derivative`. */
  derivativeApplied?: boolean;
  /** What must run before the first batch after the weights changed. */
  readonly prepare?: FunctionBuilder;
}

/** What stages are made with. */
export interface Context extends Pick<Deliveries, 'deliver' | 'skipsZeros'> {
  readonly module: ModuleBuilder;
  readonly layout: Layout;
  readonly program: Program;
  readonly parameters: readonly PlacedParameter[];
  /** Rows that a batch can have. */
  readonly capacity: number;
  /** Address of the call block. */
  readonly call: number;
  /** The address of the places that lists are made with. */
  readonly places: number;
  /** The address of a row of so many vectors of zeros, which nobody writes to. */
  readonly zeros: (vectors: number) => number;
  /** What draws the noise of all layers: see `random/threefry.ts`. */
  readonly randomWords: () => FunctionBuilder;
}

/** A function of the number of rows. */
export function batchFunction(
  context: Context,
  name: string,
  build: (f: FunctionBuilder, count: Int) => void,
): FunctionBuilder {
  return context.module.define(name, ['i32'], (f) => build(f, f.parameter(0)));
}

/** The way back of a stage that maps every number by itself: g ← g · f′, in place. */
export function backByDerivative(
  context: Context,
  name: string,
  gradient: RowBlock,
  kept: RowBlock,
  derivative: (f: FunctionBuilder, gradient: Vector, kept: Vector) => Vector,
): FunctionBuilder {
  return batchFunction(context, name, (f, count) =>
    mapRows(f, count, [gradient, kept], gradient, (g, value) => derivative(f, g, value)),
  );
}
