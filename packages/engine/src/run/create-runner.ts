// Program + weights + samples → a runner on this thread.
import { part } from '../parts/parts';
import type { Program, ProgramState } from '../program';
import { type Numbers, needsAllNumbers } from './numbers';
import { placeProgram, releasePlacement } from './place-program';
import { type Runner, type RunnerOptions, runPlaced } from './runner';

/**
 * Compiles `program`, and copies its weights to memory, and its samples where they are not there yet.
 *
 * @throws MlpLabError `unavailable` where the machine has too little memory.
 */
export function createRunner(program: Program, state: ProgramState, options: RunnerOptions): Runner {
  const placement = placeProgram(program, options);
  return runHere(program, state, options, placement, () => releasePlacement(placement, options));
}

/** As `runPlaced`, for a program that was placed on this thread: with the parts that were loaded for it. */
export const runHere: typeof runPlaced = (program, state, options, placement, dispose) =>
  runPlaced(program, state, { ...options, numbers: numbersFor(program) }, placement, dispose);

/** What JavaScript computes for a program. */
export const numbersFor = (program: Program): Numbers | undefined =>
  needsAllNumbers(program) ? part('uncommon').allNumbers : undefined;
