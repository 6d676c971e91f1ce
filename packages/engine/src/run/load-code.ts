// Loads what placing and compiling a program needs.

import { mightBeSparse } from '../memory/might-be-sparse';
import { loadParts, neededParts } from '../parts/parts';
import type { Program } from '../program';
import type { ProgramMemoryOptions } from './program-memory';

/**
 * Call it before `placeProgram` and `createRunner`.
 *
 * @throws MlpLabError `unavailable` for fused arithmetic where it can't be had.
 */
export async function loadCode(
  program: Program,
  { samples, inputs, threads }: Pick<ProgramMemoryOptions, 'samples' | 'inputs' | 'threads'>,
): Promise<void> {
  if (program.arithmetic === 'fused') (await import('./check-fusion')).checkFusion();
  const parts = neededParts(program, threads);
  if (inputs ? inputs.format !== 'dense' : mightBeSparse(program, samples.x)) parts.add('lists');
  if (inputs) parts.add('sharedRegions');
  await loadParts(parts);
}
