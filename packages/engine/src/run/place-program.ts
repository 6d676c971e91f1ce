// Where a program works, and its code for that place. The caller's thread decides it, so that training threads need no code generator.
import { compileOnce } from '../codegen/compile-once';
import { mightBeSparse } from '../memory/might-be-sparse';
import { MAX_PAGES, newRegion } from '../memory/regions';
import { denseFormat, type InputFormat } from '../memory/store-samples';
import { part } from '../parts/parts';
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
  if (inputs) return { ...part('sharedRegions').claimRegion(inputs, planAt), capacity, input, formats };
  const { compiled, bytes } = planAt(newRegion(0).address);
  return { compiled, region: newRegion(bytes), capacity, input, formats };
}

/** How samples are stored that are not in shared memory. */
function inputFormats(program: Program, { samples, validation, inputs }: ProgramMemoryOptions): readonly InputFormat[] {
  if (inputs) return [];
  const sets = validation ? [samples, validation] : [samples];
  if (!mightBeSparse(program, samples.x)) return sets.map(() => denseFormat); // to look at each number takes as long as an epoch
  return part('lists').chooseInputFormats(program, sets);
}

/** Lets the next program that reads the same shared inputs have the region. */
export function releasePlacement({ region }: Placement, { inputs }: Pick<ProgramMemoryOptions, 'inputs'>): void {
  if (inputs) part('sharedRegions').releaseRegion(inputs.id, region);
}
