// Program → WebAssembly module and the layout of its memory.
import { CALL_FIELD, callBlockBytes, type InputKind } from '../memory/call-block';
import { createLayout, type Layout, type RowBlock, VECTOR } from '../memory/layout';
import type { Program } from '../program';
import type { FunctionBuilder } from './assembler/function';
import { ModuleBuilder } from './assembler/module';
import { buildStages } from './build-stages';
import { exportTrain } from './export-train';
import { createGradientSinks } from './gradient-sinks';
import { LANE_OFFSETS_BYTES } from './kernels/non-zeros';
import { type ParameterBlock, reserveParameters } from './parameter-blocks';
import { lossFunctions } from './stages/loss';
import type { Context } from './stages/stage';

export interface CompileOptions {
  /** First address that the module may use. */
  readonly base: number;
  /** Rows of a batch, at most. */
  readonly capacity: number;
  /** How rows are stored; lists require that the first layer is a dense layer. */
  readonly input: InputKind;
  /** The maximum size of the memory in pages, if it is shared. */
  readonly sharedPages?: number;
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
  /** The first address after the module's memory. */
  readonly end: number;
}

/** What the module imports besides its memory. */
export interface Imports {
  /** Turns `count` random words at `address` into normally distributed floats for the noise layer with this ordinal. */
  normals(count: number, address: number, ordinal: number): void;
}

/** What the module exports. Addresses and counts are integers. */
export interface Exports {
  /** Trains on the `rows` rows whose numbers start at address `order`, in batches of `batch`, with a row of scalars for each step from `scalars` on. */
  train(order: number, rows: number, batch: number, scalars: number): void;
  /** Computes what depends on the weights and samples alone; call it before `forward` and `evaluate`. */
  prepare(): void;
  /** Computes the outputs of `rows` rows, at most the capacity. */
  forward(order: number, rows: number): void;
  /** Does the same, and adds loss and metrics to the sums. */
  evaluate(order: number, rows: number): void;
}

export function compile(program: Program, { base, capacity, input, sharedPages }: CompileOptions): Compiled {
  const module = new ModuleBuilder(program.arithmetic === 'fused');
  const layout = createLayout(base);
  const call = layout.reserve(callBlockBytes(program.metrics.length));
  const laneOffsets = layout.reserve(LANE_OFFSETS_BYTES);
  const noiseKeys = layout.reserve(8 * program.layers.length);
  const parameters = reserveParameters(layout, program, input !== 'dense');
  const normals = module.import('normals' satisfies keyof Imports, 3);
  const { finishBatch, ...sinks } = createGradientSinks(module, program, parameters, call);
  const context: Context = {
    module,
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
  const update = module.define(1, finishBatch);
  const prepare = stages.flatMap((stage) => stage.prepare ?? []);

  exportTrain(context, { prepare, forward: stages.map((s) => s.train), loss: loss.train, backward, update });
  module.export('prepare', 0, (f) => {
    for (const each of prepare) f.call(each, 0);
  });
  const inference = stages.map((stage) => stage.infer);
  const exportPass = (name: 'forward' | 'evaluate', functions: FunctionBuilder[]) =>
    module.export(name, 2, (f, order, rows) => {
      f.store(call, order, CALL_FIELD.order);
      for (const each of functions) f.call(each, rows);
    });
  exportPass('forward', inference);
  exportPass('evaluate', [...inference, loss.evaluate]);
  return {
    bytes: module.bytes({ sharedPages }),
    parameters,
    call,
    noiseKeys,
    laneOffsets,
    output: last.output,
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
