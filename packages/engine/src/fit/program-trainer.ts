// Training in a WebAssembly module made for a Program: knows nothing of models, so that it runs on any thread.
import type { Inputs } from '../codegen/data/inputs';
import type { Program, ProgramOptimizer, ProgramState, Rows } from '../program';
import { createRunner } from '../run/run';
import { allFinite, type Trainer } from './trainer';

export interface ProgramTrainerOptions {
  program: Program;
  /** What to start from. */
  state: ProgramState;
  rows: Rows;
  validation?: Rows;
  /** Where the x of both are already. Default: they are copied. */
  inputs?: Inputs;
  batchSize: number;
  seed: number;
  /** The hyperparameters now. Default: the program's. */
  optimizer?(): ProgramOptimizer;
  /** Takes what was learnt. */
  writeBack(state: ProgramState): Promise<void> | void;
}

export function programTrainer(options: ProgramTrainerOptions): Trainer {
  const { program, state, validation, optimizer = () => program.optimizer } = options;
  const runner = createRunner(program, state, options);
  let remembered = state;
  return {
    metrics: program.metrics.map(({ name }) => name),
    train: (slice) => runner.train({ ...slice, optimizer: optimizer() }),
    ...(validation && { validate: runner.validate }),

    async keep() {
      const learnt = runner.read();
      if (!allFinite(learnt.weights)) return false;
      remembered = learnt;
      await options.writeBack(learnt);
      return true;
    },

    async recall() {
      runner.write(remembered);
      await options.writeBack(remembered);
    },

    dispose: runner.dispose,
  };
}
