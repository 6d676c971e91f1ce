// Everything that one program needs in memory: the region that its module works on, and the samples.
import type { CompiledModule } from '../codegen/compile-once';
import type { InputKind } from '../memory/call-block';
import { createLayout } from '../memory/layout';
import { allocate, type Region } from '../memory/regions';
import type { SharedInputs } from '../memory/shared-inputs';
import { type InputFormat, type MemorySamples, reserveSamples } from '../memory/store-samples';
import type { Program, ProgramSamples } from '../program';

export interface ProgramMemoryOptions {
  readonly batchSize: number;
  /** Samples to train on, to evaluate or, without y, to predict. */
  readonly samples: Omit<ProgramSamples, 'y'> & Partial<ProgramSamples>;
  readonly validation?: ProgramSamples;
  /** The x of both, already in a shared memory. Default: they are copied to a memory of their own. */
  readonly inputs?: SharedInputs;
  /** The threads that train the network together. Default: one. */
  readonly threads?: number;
}

/** Where a program works, and its code for that place. Plain data, but for `formats`. */
export interface Placement {
  readonly compiled: CompiledModule;
  readonly region: Region;
  /** Rows of a batch, at most. */
  readonly capacity: number;
  /** The form of x for which the module was compiled. */
  readonly input: InputKind;
  /** How samples that are not in shared memory are stored. It can't be sent: another thread finds the same from `input`. */
  readonly formats?: readonly InputFormat[];
}

export interface ProgramMemory {
  readonly memory: WebAssembly.Memory;
  readonly compiled: CompiledModule;
  /** Rows of a batch, at most. */
  readonly capacity: number;
  /** Address of the order of an epoch's rows: room for all rows, and for `ROWS_PER_CALL`. */
  readonly order: number;
  /** Address of the optimizer's scalars: a row for each step of an epoch. */
  readonly scalars: number;
  readonly samples: MemorySamples;
  readonly validation?: MemorySamples;
}

/** Rows that one call evaluates, at most. */
export const ROWS_PER_CALL = 4096;

/**
 * Copies a program's samples to the memory where it was placed.
 *
 * @throws MlpLabError `unavailable` where the machine has too little memory.
 */
export function loadProgramMemory(
  program: Program,
  options: ProgramMemoryOptions,
  { compiled, region, capacity, formats = [] }: Placement,
): ProgramMemory {
  const { inputs, threads = 1 } = options;
  const memory = inputs?.memory ?? allocate(region.address + region.bytes, { shared: threads > 1 });
  const { order, scalars, stores } = planRegion(program, options, compiled, formats);
  const [samples, validation] = stores.map((store, i) => ({ ...inputs?.samples[i], ...store(memory.buffer) }));
  return { memory, compiled, capacity, order, scalars, samples, validation };
}

/** Reserves the memory that follows the module's own. */
export function planRegion(
  program: Program,
  { batchSize, samples, validation }: ProgramMemoryOptions,
  compiled: CompiledModule,
  formats: readonly InputFormat[],
) {
  const layout = createLayout(compiled.end);
  const order = layout.reserve(Math.max(samples.count, ROWS_PER_CALL) * 4);
  const scalars = layout.reserve(Math.ceil(samples.count / batchSize) * program.optimizer.rule.scalars.length * 4);
  const stores = [samples, validation].flatMap((set, i) => (set ? reserveSamples(layout, set, formats[i]) : []));
  return { order, scalars, stores, end: layout.end };
}
