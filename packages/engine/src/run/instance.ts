// A program's module at work on its memory, and the calls into it.
import { createRandom, normalsFromWords, stepScalars } from '@mlp-lab/core';
import type { Exports, Imports } from '../codegen/compile';
import { writeLaneOffsets } from '../codegen/kernels/non-zeros';
import { CALL_FIELD, SAMPLES_FIELD } from '../memory/call-block';
import type { MemorySamples } from '../memory/store-samples';
import type { NoiseLayer, Program } from '../program';
import { noSums, type Sums } from '../slice';
import type { ProgramMemory } from './program-memory';

export interface Instance extends ProgramMemory {
  readonly program: Program;
  readonly exports: Exports;
  /** Computes the optimizer's scalars of a step, given its hyperparameters. */
  readonly scalarsOfStep: ReturnType<typeof stepScalars>;
  /** The number of steps that the optimizer has done. */
  iterations: number;
}

/** @param seed of the noise layers */
export function instantiate(program: Program, programMemory: ProgramMemory, seed: number): Instance {
  const { memory, compiled } = programMemory;
  const environment = { memory, normals: normalsOf(program, memory) } satisfies Imports & {
    memory: WebAssembly.Memory;
  };
  const { exports } = new WebAssembly.Instance(compiled.module, { environment });
  writeLaneOffsets(memory.buffer, compiled.laneOffsets);
  writeNoiseKeys(program, new Uint32Array(memory.buffer, compiled.noiseKeys), seed);
  return {
    ...programMemory,
    program,
    exports: exports as unknown as Exports,
    scalarsOfStep: stepScalars(program.optimizer.rule),
    iterations: 0,
  };
}

/** Prepares a call into the module that reads `samples` and adds to the sums `before`. */
export function prepareCall(instance: Instance, samples: MemorySamples, before?: Sums): void {
  const { memory, compiled, program, exports } = instance;
  const { loss, metrics } = before ?? noSums(program.metrics.length);
  const view = new DataView(memory.buffer, compiled.call);
  for (const [name, value] of Object.entries(samples)) {
    const field = SAMPLES_FIELD[name as keyof MemorySamples];
    if (name === 'background') view.setFloat32(field, value, true);
    else view.setUint32(field, value, true);
  }
  view.setFloat64(CALL_FIELD.lossSum, loss, true);
  for (const [m, sum] of metrics.entries()) view.setFloat64(CALL_FIELD.metrics + 8 * m, sum, true);
  exports.prepare();
}

/** The sums that calls have added up, over `count` rows. */
export function readSums({ memory, compiled, program }: Instance, count: number): Sums {
  const view = new DataView(memory.buffer, compiled.call);
  const metrics = program.metrics.map((_, m) => view.getFloat64(CALL_FIELD.metrics + 8 * m, true));
  return { count, loss: view.getFloat64(CALL_FIELD.lossSum, true), metrics };
}

function normalsOf({ layers }: Program, memory: WebAssembly.Memory): Imports['normals'] {
  return (count, address, ordinal) => {
    const { kind, deviation } = layers.find((layer) => 'ordinal' in layer && layer.ordinal === ordinal) as NoiseLayer;
    const words = new Uint32Array(memory.buffer, address, count);
    const numbers = new Float32Array(memory.buffer, address, count);
    normalsFromWords(words, numbers, kind === 'gaussianDropout' ? 1 : 0, deviation);
  };
}

/** The key of each noise layer: that of the stream `trainingStreams(seed).noise(ordinal, …)`, before the step. */
function writeNoiseKeys({ layers }: Program, keys: Uint32Array, seed: number): void {
  const noise = createRandom(seed).stream('noise');
  layers.forEach((_, ordinal) => {
    keys.set(noise.stream(ordinal).key, ordinal * 2);
  });
}
