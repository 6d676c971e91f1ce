// The trainer of a Program, in WebAssembly. It needs no model, so it runs on any thread.
import { MlpLabError } from '@mlp-lab/core/common';
import { allFinite } from '../data/all-finite';
import type { Program, ProgramOptimizer, ProgramSamples, ProgramState } from '../program';
import type { TrainingRunner } from '../run/runner';
import type { Trainer } from './trainer';

export interface ProgramTrainerOptions {
  program: Program;
  /** The state to start from. */
  state: ProgramState;
  validation?: ProgramSamples;
  runner: TrainingRunner;
  /** How many threads the runner has. Default 1. */
  threads?: number;
  /** The current optimizer and hyperparameters. Default: the program's. */
  optimizer?(): ProgramOptimizer;
  /** Receives the state at every checkpoint. */
  writeBack(state: ProgramState): Promise<void> | void;
}

export function programTrainer(options: ProgramTrainerOptions): Trainer {
  const { program, state, validation, runner, threads = 1, optimizer = () => program.optimizer } = options;
  let checkpoint = state;

  async function rollback(): Promise<void> {
    runner.write(checkpoint);
    await options.writeBack(checkpoint);
  }

  /** A thread that crashes leaves a step unfinished. */
  async function afterCrash(error: MlpLabError): Promise<never> {
    await rollback();
    throw new MlpLabError(error.code, `${error.message}; the model keeps the weights from before this epoch`, {
      cause: error,
    });
  }

  const caught = <T>(result: T | Promise<T>) => (result instanceof Promise ? result.catch(afterCrash) : result);

  return {
    threads,
    metrics: program.metrics.map(({ name }) => name),
    arithmetic: program.arithmetic,
    train: (slice) => caught(runner.train({ ...slice, optimizer: optimizer() })),
    ...(validation && { validate: () => caught(runner.validate()) }),

    async checkpoint() {
      const trained = runner.read();
      if (!trained.weights.every(allFinite)) return false;
      checkpoint = trained;
      await options.writeBack(trained);
      return true;
    },

    rollback,
    dispose: runner.dispose,
  };
}
