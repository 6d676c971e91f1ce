// A compiled program + weights + samples → a WebAssembly instance that trains, evaluates and predicts.
import type { Program, ProgramState } from '../program';
import type { SliceResult, Sums } from '../slice';
import { evaluateSamples } from './forward';
import { type Instance, type LoadedMemory, loadTables } from './instance';
import { instantiateModule } from './instantiate';
import type { Numbers } from './numbers';
import { loadProgramMemory, type Placement, type ProgramMemoryOptions } from './program-memory';
import { readProgramParameter, readProgramState, writeProgramState } from './program-state';
import { type TrainSlice, trainSlice } from './train-slice';

export interface RunnerOptions extends ProgramMemoryOptions {
  /** Seeds the noise layers. */
  readonly seed: number;
  /** Default: `commonNumbers`. */
  readonly numbers?: Numbers;
}

/** What training needs of a runner. */
export interface TrainingRunner {
  /** One step a batch. Stops after a step whose loss is not finite: `divergedAt` is that batch. */
  train(slice: TrainSlice): SliceResult | Promise<SliceResult>;
  /** Sums of loss and metrics over the validation samples, in inference mode, without regularization. */
  validate(): Sums | Promise<Sums>;
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

/** A runner on this thread. */
export interface Runner extends TrainingRunner {
  train(slice: TrainSlice): SliceResult;
  validate(): Sums;
  /** As `validate`, over the samples. */
  evaluate(): Sums;
  /** The module at work on the samples: `predictSamples` reads their outputs. */
  readonly instance: Instance;
}

/**
 * Copies the weights of a compiled program to memory, and its samples where they are not there yet.
 *
 * @param placement of this thread, or of another.
 * @throws MlpLabError `unavailable` where the machine has too little memory.
 */
export function runPlaced(
  program: Program,
  state: ProgramState,
  options: RunnerOptions,
  placement: Placement,
  dispose = () => {},
): Runner {
  const { batchSize, numbers, samples, validation } = options;
  const tables = loadTables(program, loadProgramMemory(program, options, placement), options);
  const { module } = placement.compiled;
  const instance = Object.assign(tables, {
    exports: instantiateModule(module, tables.memory, program.layers, { normals: numbers?.normals }),
  });
  const access = stateAccess(instance);
  access.write(state);
  return {
    ...access,
    train: (slice) => trainSlice(instance, batchSize, slice),
    evaluate: () => evaluateSamples(instance, instance.samples, samples.count),
    validate: () => evaluateSamples(instance, instance.validation!, validation!.count),
    instance,
    get iterations() {
      return instance.iterations;
    },
    dispose,
  };
}

/** How a runner's state is read and written. */
export const stateAccess = (memory: LoadedMemory): Pick<TrainingRunner, 'read' | 'readParameter' | 'write'> => ({
  read: () => readProgramState(memory),
  readParameter: (index, slot) => readProgramParameter(memory, index, slot),
  write: (state) => writeProgramState(memory, state),
});
