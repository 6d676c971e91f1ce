// The trainer of a lowered model: trains its Program from the model's weights and optimizer state, and writes both back.
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { toProgramSamples, withLabels } from '../data/program-samples';
import type { Samples } from '../data/samples';
import type { Lowered } from '../lower/lower';
import { hyperparametersOf } from '../lower/lower-optimizer';
import { readState, writeState } from '../lower/model-state';
import type { SharedInputs } from '../memory/shared-inputs';
import type { Program, ProgramSamples, ProgramState } from '../program';
import { createRunner } from '../run/runner';
import { programTrainer } from './program-trainer';
import type { Trainer } from './trainer';

export interface CompiledTrainerOptions {
  samples: Samples;
  validation?: Samples;
  batchSize: number;
  seed: number;
  /** Whether callbacks may read from the model, or write into it, while it is trained. */
  isLinked?: boolean;
}

export async function compiledTrainer(
  model: LayersModel,
  lowered: Lowered,
  { samples, validation, batchSize, seed, isLinked }: CompiledTrainerOptions,
): Promise<Trainer> {
  const loaded = await loadProgram(model, lowered, samples, validation);
  const runner = createRunner(loaded.program, loaded.state, { ...loaded, batchSize, seed });
  const { optimizer } = model;
  const trainer = programTrainer({
    ...loaded,
    runner,
    optimizer: () => ({ ...lowered.program.optimizer, hyperparameters: hyperparametersOf(optimizer) }),
    writeBack: (state) => (isLinked ? undefined : writeState(model, lowered, state)),
  });
  if (!isLinked) return trainer;
  const { linkedTrainer } = await import('./linked-trainer'); // only where there are callbacks
  return linkedTrainer(trainer, model, lowered, runner);
}

/** A Program with its state and samples: plain data, for this thread or another. */
export interface LoadedProgram {
  program: Program;
  state: ProgramState;
  samples: ProgramSamples;
  validation?: ProgramSamples;
  /** x in shared memory; the samples' own x is then empty. */
  inputs?: SharedInputs;
}

export async function loadProgram(
  model: LayersModel,
  lowered: Lowered,
  samples: Samples,
  validation?: Samples,
): Promise<LoadedProgram> {
  const program = withLabels(lowered.program, validation ? [samples, validation] : [samples]);
  return {
    program,
    state: await readState(model.optimizer, lowered),
    samples: toProgramSamples(program, samples),
    ...(validation && { validation: toProgramSamples(program, validation) }),
  };
}
