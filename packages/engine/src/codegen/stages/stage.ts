// A stage: one layer of a Program, compiled to rows of memory and the functions that fill them.
import type { InputKind } from '../../memory/call-block';
import type { Layout, RowBlock } from '../../memory/layout';
import type { Program } from '../../program';
import type { ActivationRule } from '../activation-rule';
import type { Callable, FunctionBuilder } from '../assembler/function';
import type { ModuleBuilder } from '../assembler/module';
import type { Int } from '../assembler/scalar';
import type { GradientSinks } from '../gradient-sinks';
import type { ParameterBlock } from '../parameter-blocks';
import type { Range } from '../range';
import { ROWS_TOGETHER, type Team } from '../team';

/** When a function of a training step runs, and so what the threads of a team share. Between different kinds, they wait for each other. */
export type Turn =
  /** At the start of the step: reads weights alone. Threads share the columns, or one thread does it. */
  | 'start'
  /** Reads nothing of other rows. Threads share the rows. */
  | 'rows'
  /** Reads all rows. Threads share the columns. */
  | 'columns'
  /** At the end of the step: reads all rows, and writes weights. Threads share the weights. */
  | 'end';

/** A function of a training step. It takes the number of rows of the batch. */
export interface StepFunction {
  readonly turn: Turn;
  readonly call: FunctionBuilder;
}

/** A compiled layer. Every function takes the number of rows of the batch. */
export interface Stage {
  /** y */
  readonly output: RowBlock;
  /** dL/dy, row by row as `output`. The stage's backward pass may overwrite it, with dL/dx where the stage before shares the rows. */
  readonly gradient: RowBlock;
  /** Whether the backward pass of this stage reads `output`, so that no later stage may overwrite it. */
  readonly needsOutput: boolean;
  /** Whether this stage or an earlier one has weights to train. */
  readonly trainable: boolean;
  /** x → y in training. */
  readonly train: StepFunction;
  /** x → y in inference. Threads share the rows. */
  readonly infer: FunctionBuilder;
  /** Builds the backward pass, functions to call in order: dL/dy → dL/dx, in the gradient rows of the stage before, and the gradients
   * of the stage's own weights. Called once, on the last stage first. */
  readonly backward: () => StepFunction[];
  /** Where dL/dx is dL/dy times a function of y: the kernel that computes dL/dy may apply it at once. */
  readonly derivative?: ActivationRule;
  /** Set by the next stage, before `backward` is called, if that stage applies `derivative`. */
  derivativeApplied?: boolean;
  /** To be called before the first batch after the weights changed. Threads share the columns. */
  readonly prepare?: FunctionBuilder;
}

/** A skip connection: shared by a `branch` layer and its `add`. */
export interface Skip {
  readonly rows: RowBlock;
  /** dL/d rows through the connection: dL/dy of `add`. */
  readonly gradient: RowBlock;
}

/** Everything that building a stage needs. */
export interface Context extends Pick<GradientSinks, 'gradientSink' | 'skipsZeros'> {
  readonly module: ModuleBuilder;
  /** The threads that run the code. */
  readonly team: Team;
  readonly layout: Layout;
  readonly program: Program;
  readonly parameters: readonly ParameterBlock[];
  /** Rows of a batch, at most. */
  readonly capacity: number;
  /** How the samples' rows are stored: lists are read by the first layer, a dense layer; full rows are gathered by an input stage. */
  readonly input: InputKind;
  /** Address of the call block. */
  readonly call: number;
  /** Address of the table that `listRows` and `listColumns` look up. */
  readonly laneOffsets: number;
  /** The address of a row of zeros, as many vectors long, which is never written to. */
  readonly zeros: (vectors: number) => number;
  /** The skip connections, by their index. */
  readonly skips: Skip[];
  /** Address of the keys of the noise layers, two words each. */
  readonly noiseKeys: number;
  /** `Imports.normals` of `compile.ts`. */
  readonly normals: Callable;
}

/** What a function of a stage works on. */
export interface Batch {
  /** The number of rows of the batch. */
  readonly count: Int;
  /** The thread's rows. */
  readonly rows: Range;
}

/** Builds the body of a function that works on a batch. */
export type Build = (f: FunctionBuilder, batch: Batch) => void;

export const batchFunction = ({ module, team }: Context, build: Build): FunctionBuilder =>
  module.define(1, (f, count) => build(f, { count, rows: team.share(f, count, ROWS_TOGETHER) }));

export const stepFunction = (context: Context, turn: Turn, build: Build): StepFunction => ({
  turn,
  call: batchFunction(context, build),
});

/** Calls a function of a stage. */
export const callOn = (f: FunctionBuilder, callee: FunctionBuilder, { count }: Batch): void => f.call(callee, count);

/** The parts in which stages differ whose backward pass is one function. */
export interface StageParts extends Pick<Stage, 'output' | 'derivative'> {
  /** Default: the gradient of the stage before; the backward pass then replaces dL/dy by dL/dx in place. */
  readonly gradient?: RowBlock;
  /** Default: false. */
  readonly needsOutput?: boolean;
  /** The indices of its parameters in the Program; undefined for those that the layer lacks. */
  readonly weights?: readonly (number | undefined)[];
  readonly forward: Build;
  /** When it runs in training. Default: `rows`. */
  readonly turn?: Turn;
  /** Forward in inference. Default: `forward`. */
  readonly infer?: Build;
  /** Functions to call in order. */
  readonly backward: readonly (readonly [Turn, Build])[];
}

export function makeStage(context: Context, before: Stage, parts: StageParts): Stage {
  const {
    output,
    derivative,
    gradient = before.gradient,
    needsOutput: keepsOutput = false,
    weights = [],
    turn = 'rows',
  } = parts;
  const train = stepFunction(context, turn, parts.forward);
  const stage: Stage = {
    output,
    gradient,
    needsOutput: keepsOutput,
    trainable: before.trainable || weights.some((weight) => trains(context, weight)),
    train,
    infer: parts.infer ? batchFunction(context, parts.infer) : train.call,
    derivative,
    backward: () =>
      stage.derivativeApplied ? [] : parts.backward.map(([turn, build]) => stepFunction(context, turn, build)),
  };
  return stage;
}

/** Whether a layer has this parameter and trains it. */
export const trains = ({ parameters }: Context, parameter: number | undefined): boolean =>
  parameter !== undefined && parameters[parameter].parameter.trainable;
