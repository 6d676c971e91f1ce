// Program + weights + samples → a WebAssembly instance that trains, evaluates and predicts.
import type { Program, ProgramState } from '../program';
import type { SliceResult, Sums } from '../slice';
import { evaluateSamples, predictSamples } from './forward';
import { instantiate } from './instance';
import { placeProgram, releasePlacement } from './place-program';
import { loadProgramMemory, type Placement, type ProgramMemoryOptions } from './program-memory';
import { readProgramParameter, readProgramState, writeProgramState } from './program-state';
import { type TrainSlice, trainSlice } from './train-slice';

export interface RunnerOptions extends ProgramMemoryOptions {
  /** Seeds the noise layers. */
  readonly seed: number;
}

export interface Runner {
  /** One step per batch. Stops after a step whose loss is not finite: `divergedAt` is that batch. */
  train(slice: TrainSlice): SliceResult;
  /** Sums of loss and metrics over the samples, in inference mode, without regularization. */
  evaluate(): Sums;
  /** The same over the validation samples. */
  validate(): Sums;
  /** The outputs of the samples, `[count, outputWidth]`. */
  predict(): Float32Array;
  /** A copy of everything that training changes. */
  read(): ProgramState;
  /** A copy of one parameter or, by its index, of one of its slots. */
  readParameter(index: number, slot?: number): Float32Array;
  /** The number of steps that the optimizer has done. */
  readonly iterations: number;
  write(state: ProgramState): void;
  /** Ends the use of the runner, so that the next one can use its region of shared memory. */
  dispose(): void;
}

/**
 * Compiles `program`, and copies its weights to memory, and its samples where they are not there yet.
 *
 * @throws MlpLabError `unavailable` where the machine has too little memory.
 */
export function createRunner(program: Program, state: ProgramState, options: RunnerOptions): Runner {
  const placement = placeProgram(program, options);
  return runPlaced(program, state, options, placement, () => releasePlacement(placement, options));
}

/** The same for a program that is compiled already, perhaps on another thread. */
export function runPlaced(
  program: Program,
  state: ProgramState,
  options: RunnerOptions,
  placement: Placement,
  dispose = () => {},
): Runner {
  const { batchSize, seed, samples, validation } = options;
  const instance = instantiate(program, loadProgramMemory(program, options, placement), seed);
  writeProgramState(instance, state);
  return {
    train: (slice) => trainSlice(instance, batchSize, slice),
    evaluate: () => evaluateSamples(instance, instance.samples, samples.count),
    validate: () => evaluateSamples(instance, instance.validation!, validation!.count),
    predict: () => predictSamples(instance, samples.count),
    read: () => readProgramState(instance),
    readParameter: (index, slot) => readProgramParameter(instance, index, slot),
    get iterations() {
      return instance.iterations;
    },
    write: (from) => writeProgramState(instance, from),
    dispose,
  };
}
