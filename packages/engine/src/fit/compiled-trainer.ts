// The trainer of a lowered model: trains its Program from the model's weights and optimizer state, and writes both back.
import type { Arithmetic } from '@mlp-lab/core/common';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { toProgramSamples, withLabels } from '../data/program-samples';
import type { Samples } from '../data/samples';
import type { Lowered } from '../lower/lower';
import { hyperparametersOf } from '../lower/lower-optimizer';
import { readState, writeState } from '../lower/model-state';
import type { SharedInputs } from '../memory/shared-inputs';
import type { Program, ProgramSamples, ProgramState } from '../program';
import type { Threads } from '../threads/choose-threads';
import { openRunner } from '../threads/open-runner';
import { startTeam } from '../threads/start-team';
import { programTrainer } from './program-trainer';
import type { Trainer } from './trainer';

export interface CompiledTrainerOptions {
  samples: Samples;
  validation?: Samples;
  batchSize: number;
  seed: number;
  /** @default 'separate' */
  arithmetic?: Arithmetic;
  /** Whether callbacks may read or write the model's state during training. */
  isLinked?: boolean;
  /** Epochs to train. */
  epochs: number;
  /** Whether callbacks run after each batch. */
  byBatch?: boolean;
  /** As for `fit`. */
  threads?: Threads;
  workerUrl?: string | URL;
}

export async function compiledTrainer(
  model: LayersModel,
  lowered: Lowered,
  {
    samples,
    validation,
    batchSize,
    seed,
    arithmetic,
    isLinked,
    epochs,
    byBatch = false,
    threads: most,
    workerUrl,
  }: CompiledTrainerOptions,
): Promise<Trainer> {
  const workload = { program: lowered.program, rows: samples.count, epochs, batchSize, byBatch };
  const loaded = await loadProgram(model, lowered, arithmetic, samples, validation);
  const { runner, threads } = await openRunner(loaded.program, loaded.state, {
    ...{ ...loaded, batchSize, seed },
    team: startTeam({ ...workload, threads: most, workerUrl }),
    tell: most !== undefined,
  });
  const { optimizer } = model;
  const trainer = programTrainer({
    ...loaded,
    runner,
    threads,
    optimizer: () => ({ ...lowered.program.optimizer, hyperparameters: hyperparametersOf(optimizer) }),
    writeBack: (state) => (isLinked ? undefined : writeState(model, lowered, state)),
  });
  if (!isLinked) return trainer;
  const { linkedTrainer } = await import('./with-callbacks');
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
  arithmetic: Arithmetic = 'separate',
  samples: Samples,
  validation?: Samples,
): Promise<LoadedProgram> {
  const program = { ...withLabels(lowered.program, validation ? [samples, validation] : [samples]), arithmetic };
  return {
    program,
    state: await readState(model.optimizer, lowered),
    samples: toProgramSamples(program, samples),
    ...(validation && { validation: toProgramSamples(program, validation) }),
  };
}
