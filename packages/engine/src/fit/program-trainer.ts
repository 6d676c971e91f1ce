// Training in a WebAssembly module made for a Program: knows nothing of models, so that it runs on any thread.
import type { SharedInputs } from '../memory/shared-inputs';
import type { Program, ProgramOptimizer, ProgramSamples, ProgramState } from '../program';
import { createRunner, type Runner } from '../run/runner';
import { allFinite, type Trainer } from './trainer';

export interface ProgramTrainerOptions {
  program: Program;
  /** What to start from. */
  state: ProgramState;
  samples: ProgramSamples;
  validation?: ProgramSamples;
  /** Where the x of both are already. Default: they are copied. */
  inputs?: SharedInputs;
  batchSize: number;
  seed: number;
  /** The hyperparameters now. Default: the program's. */
  optimizer?(): ProgramOptimizer;
  /** Takes what was learnt. */
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
      const learnt = runner.read();
      if (!allFinite(learnt.weights)) return false;
      checkpoint = learnt;
      await options.writeBack(learnt);
      return true;
    },

    async rollback() {
      runner.write(checkpoint);
      await options.writeBack(checkpoint);
    },

    dispose: runner.dispose,
  };
}
