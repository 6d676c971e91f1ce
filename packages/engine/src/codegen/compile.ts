// Program → WebAssembly module and the layout of its memory.
import { callBlockBytes, type InputKind } from '../memory/call-block';
import { LANE_OFFSETS_BYTES } from '../memory/lane-offsets';
import { createLayout, type Layout, type RowBlock, VECTOR } from '../memory/layout';
import { part } from '../parts/parts';
import type { Program } from '../program';
import { callsFunctions } from '../run/numbers';
import { type VectorOperations, vectorArithmetic } from './arithmetic-code';
import { ModuleBuilder } from './assembler/module';
import { buildStages } from './build-stages';
import { exportAlone, type Pass } from './export-alone';
import { createGradientSinks } from './gradient-sinks';
import type { Imports } from './module-interface';
import { isRegularized, type ParameterBlock, reserveParameters } from './parameter-blocks';
import { lossFunctions } from './stages/loss';
import type { Context } from './stages/stage';
import { alone } from './team';

export interface CompileOptions {
  /** First address that the module may use. */
  readonly base: number;
  /** Rows of a batch, at most. */
  readonly capacity: number;
  /** How rows are stored; lists require that the first layer is a dense layer. */
  readonly input: InputKind;
  /** The maximum size of the memory in pages, if it is shared. */
  readonly sharedPages?: number;
  /** The threads that train the network together, on a shared memory. Default: one. */
  readonly threads?: number;
}

/** A program as WebAssembly, and the addresses of its data. */
export interface Compiled {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly parameters: readonly ParameterBlock[];
  /** Address of the call block. */
  readonly call: number;
  /** Address of the keys of the noise layers, two words each, by their ordinal. */
  readonly noiseKeys: number;
  /** Address of the table that `writeLaneOffsets` writes. */
  readonly laneOffsets: number;
  readonly output: RowBlock;
  /** Address of the words of a team's barrier; 0 with one thread. */
  readonly barrier: number;
  /** The first address after the module's memory. */
  readonly end: number;
}

/** The parts of the code generator that the program needs must have been loaded: `loadParts`. */
export function compile(
  program: Program,
  { base, capacity, input, sharedPages, threads = 1 }: CompileOptions,
): Compiled {
  const module = new ModuleBuilder(program.arithmetic === 'fused');
  const layout = createLayout(base);
  const call = layout.reserve(callBlockBytes(program.metrics.length));
  const laneOffsets = layout.reserve(LANE_OFFSETS_BYTES);
  const noiseKeys = layout.reserve(8 * program.layers.length);
  const parameters = reserveParameters(layout, program, input !== 'dense');
  const normals = module.import('normals' satisfies keyof Imports, 3);
  const team = threads > 1 ? part('team').createTeam(module, layout, threads) : alone(layout);
  const { finishBatch, hasPenalties, ...sinks } = createGradientSinks(module, program, {
    parameters,
    call,
    operations: callsFunctions(program.optimizer.rule)
      ? part('uncommon').vectorOperations
      : (vectorArithmetic as VectorOperations), // all that the rule needs
    addPenalties: program.parameters.some(isRegularized) ? part('uncommon').regularize : undefined,
  });
  const context: Context = {
    module,
    team,
    normals,
    layout,
    program,
    parameters,
    capacity,
    input,
    call,
    laneOffsets,
    zeros: zeroRows(layout),
    skips: [],
    noiseKeys,
    ...sinks,
  };

  const stages = buildStages(context);
  const last = stages[stages.length - 1];
  const loss = lossFunctions(context, last, program.layers[program.layers.length - 1]?.kind === 'softmax');
  const backward = [...stages].reverse().flatMap((stage) => (stage.trainable ? stage.backward() : []));
  const prepare = stages.flatMap((stage) => stage.prepare ?? []);
  const pass: Pass = {
    prepare,
    step: [
      ...prepare.map((call) => ({ turn: 'start', call }) as const),
      ...stages.map(({ train }) => train),
      { turn: 'rows', call: loss.train },
      ...backward,
    ],
    update: module.define(1, finishBatch),
    infer: stages.map(({ infer }) => infer),
    evaluate: loss.evaluate,
  };
  const barrier = threads > 1 ? part('team').exportTeam(context, { ...pass, terms: loss.terms!, hasPenalties }) : 0;
  if (threads === 1) exportAlone(context, pass);
  return {
    bytes: module.bytes({ sharedPages }),
    parameters,
    call,
    noiseKeys,
    laneOffsets,
    output: last.output,
    barrier,
    end: layout.end,
  };
}

/** Reserves rows of zeros, one for each width that is requested. */
function zeroRows(layout: Layout) {
  const rows = new Map<number, number>();
  return (vectors: number): number => {
    if (!rows.has(vectors)) rows.set(vectors, layout.reserve(vectors * VECTOR));
    return rows.get(vectors)!;
  };
}
