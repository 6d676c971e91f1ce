// The trainer of a Program, in WebAssembly. It needs no model, so it runs on any thread.
import type { Program, ProgramOptimizer, ProgramSamples, ProgramState } from '../program';
import type { Runner } from '../run/runner';
import { allFinite, type Trainer } from './trainer';

export interface ProgramTrainerOptions {
  program: Program;
  /** The state to start from. */
  state: ProgramState;
  validation?: ProgramSamples;
  runner: Runner;
  /** The current optimizer and hyperparameters. Default: the program's. */
  optimizer?(): ProgramOptimizer;
  /** Receives the state at every checkpoint. */
  writeBack(state: ProgramState): Promise<void> | void;
}

export function programTrainer(options: ProgramTrainerOptions): Trainer {
  const { program, state, validation, runner, optimizer = () => program.optimizer } = options;
  let checkpoint = state;
  return {
    metrics: program.metrics.map(({ name }) => name),
    arithmetic: program.arithmetic,
    train: (slice) => runner.train({ ...slice, optimizer: optimizer() }),
    ...(validation && { validate: runner.validate }),

    async checkpoint() {
      const trained = runner.read();
      if (!allFinite(trained.weights)) return false;
      checkpoint = trained;
      await options.writeBack(trained);
      return true;
    },

    async rollback() {
      runner.write(checkpoint);
      await options.writeBack(checkpoint);
    },

    dispose: runner.dispose,
  };
}
