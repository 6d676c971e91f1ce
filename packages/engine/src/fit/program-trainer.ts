// The trainer of a Program, in WebAssembly. It needs no model, so it runs on any thread.
import type { SharedInputs } from '../memory/shared-inputs';
import type { Program, ProgramOptimizer, ProgramSamples, ProgramState } from '../program';
import { createRunner, type Runner } from '../run/runner';
import { allFinite, type Trainer } from './trainer';

export interface ProgramTrainerOptions {
  program: Program;
  /** The state to start from. */
  state: ProgramState;
  samples: ProgramSamples;
  validation?: ProgramSamples;
  /** The x of both, if it is in shared memory already. Default: it is copied. */
  inputs?: SharedInputs;
  batchSize: number;
  seed: number;
  /** The current optimizer and hyperparameters. Default: the program's. */
  optimizer?(): ProgramOptimizer;
  /** Receives the state at every checkpoint. */
  writeBack(state: ProgramState): Promise<void> | void;
}

export function programTrainer(
  options: ProgramTrainerOptions | (Omit<ProgramTrainerOptions, 'batchSize' | 'seed'> & { runner: Runner }),
): Trainer {
  const { program, state, validation, optimizer = () => program.optimizer } = options;
  const runner = 'runner' in options ? options.runner : createRunner(program, state, options);
  let checkpoint = state;
  return {
    metrics: program.metrics.map(({ name }) => name),
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
