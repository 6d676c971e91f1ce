// A program's module at work on its memory, and the calls into it.
import { noiseKey, type StepScalars } from '@mlp-lab/core/common';
import type { Exports } from '../codegen/module-interface';
import { CALL_FIELD, SAMPLES_FIELD } from '../memory/call-block';
import { writeLaneOffsets } from '../memory/lane-offsets';
import type { MemorySamples } from '../memory/store-samples';
import type { Program } from '../program';
import { noSums, type Sums } from '../slice';
import { commonNumbers, type Numbers } from './numbers';
import type { ProgramMemory } from './program-memory';

/** A program in its memory, ready for a module to work on. */
export interface LoadedMemory extends ProgramMemory {
  readonly program: Program;
  /** Computes the optimizer's scalars of a step, given its hyperparameters. */
  readonly scalarsOfStep: StepScalars;
  /** The number of steps that the optimizer has done. */
  iterations: number;
}

export interface Instance extends LoadedMemory {
  readonly exports: Exports;
}

/**
 * Writes what a module reads besides samples and weights.
 *
 * @param seed of the noise layers
 */
export function loadTables(
  program: Program,
  programMemory: ProgramMemory,
  { seed, numbers = commonNumbers }: { seed: number; numbers?: Numbers },
): LoadedMemory {
  const { memory, compiled } = programMemory;
  writeLaneOffsets(memory.buffer, compiled.laneOffsets);
  writeNoiseKeys(program, new Uint32Array(memory.buffer, compiled.noiseKeys), seed);
  return { ...programMemory, program, scalarsOfStep: numbers.stepScalars(program.optimizer.rule), iterations: 0 };
}

/** Prepares a call into the module that reads `samples` and adds to the sums `before`. */
export function prepareCall(instance: LoadedMemory, samples: MemorySamples, before?: Sums): void {
  const { memory, compiled, program } = instance;
  const { loss, metrics } = before ?? noSums(program.metrics.length);
  const view = new DataView(memory.buffer, compiled.call);
  for (const [name, value] of Object.entries(samples)) {
    const field = SAMPLES_FIELD[name as keyof MemorySamples];
    if (name === 'background') view.setFloat32(field, value, true);
    else view.setUint32(field, value, true);
  }
  view.setFloat64(CALL_FIELD.lossSum, loss, true);
  for (const [m, sum] of metrics.entries()) view.setFloat64(CALL_FIELD.metrics + 8 * m, sum, true);
}

/** The sums that calls have added up, over `count` rows. */
export function readSums({ memory, compiled, program }: LoadedMemory, count: number): Sums {
  const view = new DataView(memory.buffer, compiled.call);
  const metrics = program.metrics.map((_, m) => view.getFloat64(CALL_FIELD.metrics + 8 * m, true));
  return { count, loss: view.getFloat64(CALL_FIELD.lossSum, true), metrics };
}

/** The key of each noise layer: that of the stream `trainingStreams(seed).noise(ordinal, …)`, before the step. */
function writeNoiseKeys({ layers }: Program, keys: Uint32Array, seed: number): void {
  layers.forEach((_, ordinal) => {
    keys.set(noiseKey(seed, ordinal), ordinal * 2);
  });
}
