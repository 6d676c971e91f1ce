// Everything that one program needs in memory: the region that its module works on, and the samples.
import { type CompiledModule, compileOnce } from '../codegen/compile-once';
import type { InputKind } from '../memory/call-block';
import { chooseInputFormats, type InputFormat } from '../memory/input-format';
import { createLayout, FIRST_ADDRESS } from '../memory/layout';
import { allocate, extend, MAX_PAGES, type Region, releaseRegion, takeReleasedRegion } from '../memory/regions';
import type { SharedInputs } from '../memory/shared-inputs';
import { type MemorySamples, reserveSamples } from '../memory/store-samples';
import type { Program, ProgramSamples } from '../program';

export interface ProgramMemoryOptions {
  readonly batchSize: number;
  /** Samples to train on, to evaluate or, without y, to predict. */
  readonly samples: Omit<ProgramSamples, 'y'> & Partial<ProgramSamples>;
  readonly validation?: ProgramSamples;
  /** The x of both, already in a shared memory. Default: they are copied to a memory of their own. */
  readonly inputs?: SharedInputs;
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
  /** Lets the next program on this thread use the region, where the memory is a shared one. */
  readonly release: () => void;
}

/** Rows that one call evaluates, at most. */
export const ROWS_PER_CALL = 4096;

const MIN_CAPACITY = 32;
const SMALL_BATCH = 256; // capacities above this only for as many rows, so that programs with few samples share a module

/**
 * Compiles a program for a region of the inputs' memory, or of a new one, and copies its samples there.
 *
 * @throws MlpLabError `unavailable` where the machine has too little memory.
 */
export function loadProgramMemory(program: Program, options: ProgramMemoryOptions): ProgramMemory {
  const { samples, validation, inputs } = options;
  const sets = validation ? [samples, validation] : [samples];
  const formats = inputs ? [] : chooseInputFormats(program, sets);
  const input = inputs?.format ?? formats[0].kind;
  const memory = inputs?.memory ?? allocate(FIRST_ADDRESS);
  const { region, plan } = claimRegion(memory, inputs, (base) => planRegion(program, options, input, formats, base));
  const stored = plan.stores.map((store, i) => ({ ...inputs?.samples[i], ...store(memory.buffer) }));
  return {
    ...plan,
    memory,
    samples: stored[0],
    validation: stored[1],
    release: () => inputs && releaseRegion(inputs.id, region),
  };
}

/**
 * A region and the plan for it. The plan depends on the address of the region, which compiled code contains, but its size does not: where
 * another thread extended the memory in the meantime, or the region that is free is too small, the program is planned again.
 */
function claimRegion<P extends { bytes: number }>(
  memory: WebAssembly.Memory,
  inputs: SharedInputs | undefined,
  planAt: (base: number) => P,
): { region: Region; plan: P } {
  const free = inputs && takeReleasedRegion(inputs.id);
  const base = free?.address ?? memory.buffer.byteLength;
  const plan = planAt(base);
  if (free && free.bytes >= plan.bytes) {
    new Uint8Array(memory.buffer, base, free.bytes).fill(0);
    return { region: free, plan };
  }
  const region = extend(memory, plan.bytes);
  return { region, plan: region.address === base ? plan : planAt(region.address) };
}

/** Compiles the program for a region from `base` on, and reserves the memory that follows it. */
function planRegion(
  program: Program,
  { batchSize, samples, validation, inputs }: ProgramMemoryOptions,
  input: InputKind,
  formats: readonly InputFormat[],
  base: number,
) {
  const capacity = Math.max(MIN_CAPACITY, Math.min(batchSize, Math.max(SMALL_BATCH, samples.count)));
  const compiled = compileOnce(program, { base, capacity, input, sharedPages: inputs && MAX_PAGES });
  const layout = createLayout(compiled.end);
  const order = layout.reserve(Math.max(samples.count, ROWS_PER_CALL) * 4);
  const scalars = layout.reserve(Math.ceil(samples.count / batchSize) * program.optimizer.rule.scalars.length * 4);
  const stores = [samples, validation].flatMap((set, i) => (set ? reserveSamples(layout, set, formats[i]) : []));
  return { compiled, capacity, order, scalars, stores, bytes: layout.end - base };
}
