// Program + weights + samples → a runner on this thread.
import type { Program, ProgramState } from '../program';
import { placeProgram, releasePlacement } from './place-program';
import { type Runner, type RunnerOptions, runPlaced } from './runner';

/**
 * Compiles `program`, and copies its weights to memory, and its samples where they are not there yet.
 *
 * @throws MlpLabError `unavailable` where the machine has too little memory.
 */
export function createRunner(program: Program, state: ProgramState, options: RunnerOptions): Runner {
  const placement = placeProgram(program, options);
  return runPlaced(program, state, options, placement, () => releasePlacement(placement, options));
}
