// What the compiler makes of each layer of a Program: its rows of memory and the functions that fill them.

import type { InputKind } from '../../memory/call-block';
import type { Layout, RowBlock } from '../../memory/layout';
import type { Program } from '../../program';
import type { ActivationRule } from '../activation-rule';
import type { Callable, FunctionBuilder } from '../assembler/function';
import type { ModuleBuilder } from '../assembler/module';
import type { Int } from '../assembler/scalar';
import type { GradientSinks } from '../gradient-sinks';
import { mapRows } from '../kernels/each-vector';
import type { ParameterBlock } from '../parameter-blocks';

/** One layer, compiled. Every function takes the number of rows in the batch. */
export interface Stage {
  /** y */
  readonly output: RowBlock;
  /** dL/dy, row by row as `output`; once the way back has passed this stage, what was made of it for the stage before. */
  readonly gradient: RowBlock;
  /** Whether the way back of this stage reads `output`, so that no later stage may write over it. */
  readonly needsOutput: boolean;
  /** Whether this stage, or one before it, has weights to train. */
  readonly trainable: boolean;
  /** x → y in training. */
  readonly train: FunctionBuilder;
  /** x → y otherwise. */
  readonly infer: FunctionBuilder;
  /** Builds what turns dL/dy into dL/dx, in the rows of the stage before, and into the gradients of its own weights: functions to
   * call in turn. Asked of the last stage first. */
  readonly backward: () => FunctionBuilder[];
  /** Where dL/dx is a product of dL/dy and a number made of y: a product that makes dL/dy may apply it at once. */
  readonly derivative?: ActivationRule['backward'];
  /** Set by the stage behind, before `back` is asked for, where it applies `derivative`. */
  derivativeApplied?: boolean;
  /** What must run before the first batch after the weights changed. */
  readonly prepare?: FunctionBuilder;
}

/** What a `keep` and its `add` share. */
export interface Skip {
  readonly rows: RowBlock;
  /** dL/d rows by the shorter way, which is dL/dy of `add`. */
  readonly gradient: RowBlock;
}

/** What stages are made with. */
export interface Context extends Pick<GradientSinks, 'gradientSink' | 'skipsZeros'> {
  readonly module: ModuleBuilder;
  readonly layout: Layout;
  readonly program: Program;
  readonly parameters: readonly ParameterBlock[];
  /** Rows that a batch can have. */
  readonly capacity: number;
  /** How rows are kept: lists are for the first layer, a dense one; full rows the first stage gathers. */
  readonly input: InputKind;
  /** Address of the call block. */
  readonly call: number;
  /** The address of the places that lists are made with. */
  readonly laneOffsets: number;
  /** The address of a row of so many vectors of zeros, which nobody writes to. */
  readonly zeros: (vectors: number) => number;
  /** What residual connections keep, by their places. */
  readonly skips: Skip[];
  /** The address of the keys of the noise layers, two words each. */
  readonly noiseKeys: number;
  /** `Imports.normals` of `compile.ts`. */
  readonly normals: Callable;
}

/** Builds the body of a function of the number of rows. */
export type Build = (f: FunctionBuilder, count: Int) => void;

export const batchFunction = ({ module }: Context, build: Build): FunctionBuilder => module.define(1, build);

/** What is special about a stage whose way back is one function. */
export interface StageParts extends Pick<Stage, 'output' | 'derivative'> {
  /** Default: that of the stage before, in which dL/dy then becomes dL/dx. */
  readonly gradient?: RowBlock;
  /** Default: false. */
  readonly needsOutput?: boolean;
  /** The parameters that it may have, by their places in the Program. */
  readonly weights?: readonly (number | undefined)[];
  readonly forward: Build;
  /** Otherwise than in training. Default: `forward`. */
  readonly infer?: Build;
  readonly backward: Build;
}

export function makeStage(context: Context, before: Stage, parts: StageParts): Stage {
  const { output, derivative, gradient = before.gradient, needsOutput: keepsOutput = false, weights = [] } = parts;
  const train = batchFunction(context, parts.forward);
  const stage: Stage = {
    output,
    gradient,
    needsOutput: keepsOutput,
    trainable: before.trainable || weights.some((weight) => trains(context, weight)),
    train,
    infer: parts.infer ? batchFunction(context, parts.infer) : train,
    derivative,
    backward: () => (stage.derivativeApplied ? [] : [batchFunction(context, parts.backward)]),
  };
  return stage;
}

/** Whether a layer has this parameter, and trains it. */
export const trains = ({ parameters }: Context, parameter: number | undefined): boolean =>
  parameter !== undefined && parameters[parameter].parameter.trainable;

/** The way back of a stage that maps every number by itself: g ← g · f′, in place. */
export const backByDerivative =
  (gradient: RowBlock, kept: RowBlock, derivative: ActivationRule['backward']): Build =>
  (f, count) =>
    mapRows(f, count, [gradient, kept], gradient, (g, value) => derivative(f, g, value));
