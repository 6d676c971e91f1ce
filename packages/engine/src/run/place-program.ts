// Where a program works, and its code for that place. The caller's thread decides it, so that training threads need no code generator.
import { compileOnce } from '../codegen/compile-once';
import { loadedPart } from '../codegen/parts';
import { extend, MAX_PAGES, newRegion, type Region, releaseRegion, takeReleasedRegion } from '../memory/regions';
import { denseFormat, type InputFormat } from '../memory/store-samples';
import type { Program } from '../program';
import { type Placement, type ProgramMemoryOptions, planRegion } from './program-memory';

const MIN_CAPACITY = 32;
const SMALL_BATCH = 256; // capacities above this only for as many rows, so that programs with few samples share a module

/**
 * Compiles a program for a region of the inputs' memory, which is then its own until `releaseRegion`, or for a memory of its own.
 *
 * @throws MlpLabError `unavailable` where the machine has too little memory.
 */
export function placeProgram(program: Program, options: ProgramMemoryOptions): Placement {
  const { samples, inputs, batchSize, threads = 1 } = options;
  const formats = inputFormats(program, options);
  const input = inputs?.format ?? formats[0].kind;
  const capacity = Math.max(MIN_CAPACITY, Math.min(batchSize, Math.max(SMALL_BATCH, samples.count)));
  const planAt = (base: number) => {
    const sharedPages = inputs || threads > 1 ? MAX_PAGES : undefined;
    const compiled = compileOnce(program, { base, capacity, input, sharedPages, threads });
    return { compiled, bytes: planRegion(program, options, compiled, formats).end - base };
  };
  const { region, compiled } = claimRegion(options, planAt);
  return { compiled, region, capacity, formats };
}

/**
 * A region and the code for it. The code contains the region's address, but its size does not depend on it: where the region that is
 * free is too small, the program is compiled again.
 */
function claimRegion<P extends { bytes: number }>(
  { inputs }: ProgramMemoryOptions,
  planAt: (base: number) => P,
): P & { region: Region } {
  if (!inputs) {
    const { address } = newRegion(0);
    const plan = planAt(address);
    return { ...plan, region: newRegion(plan.bytes) };
  }
  const free = takeReleasedRegion(inputs.id);
  const base = free?.address ?? inputs.memory.buffer.byteLength;
  const plan = planAt(base);
  if (free && free.bytes >= plan.bytes) {
    new Uint8Array(inputs.memory.buffer, base, free.bytes).fill(0);
    return { ...plan, region: free };
  }
  const region = extend(inputs.memory, plan.bytes);
  return { ...(region.address === base ? plan : planAt(region.address)), region };
}

/** How samples are stored that are not in shared memory. */
function inputFormats(program: Program, { samples, validation, inputs }: ProgramMemoryOptions): readonly InputFormat[] {
  if (inputs) return [];
  const sets = validation ? [samples, validation] : [samples];
  return loadedPart('sparseSamples')?.chooseInputFormats(program, sets) ?? sets.map(() => denseFormat);
}

/** Lets the next program that reads the same shared inputs have the region. */
export function releasePlacement({ region }: Placement, { inputs }: Pick<ProgramMemoryOptions, 'inputs'>): void {
  if (inputs) releaseRegion(inputs.id, region);
}
