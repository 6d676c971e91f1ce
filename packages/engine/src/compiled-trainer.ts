// Training in a WebAssembly module made for the model's Program.
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Lowered } from './lower/lower';
import { lowerOptimizer } from './lower/lower-optimizer';
import { readState, writeState } from './lower/model-state';
import type { ProgramState, Rows } from './program';
import { createRunner } from './run';
import type { Samples } from './samples';
import { toRows, withLabels } from './to-rows';
import type { Trainer } from './trainer';

export interface CompiledTrainerOptions {
  samples: Samples;
  validation?: Samples;
  batchSize: number;
  seed: number;
}

/** A trainer of a lowered model, starting from the model's weights and optimizer state. */
export async function compiledTrainer(
  model: LayersModel,
  lowered: Lowered,
  { samples, validation, batchSize, seed }: CompiledTrainerOptions,
): Promise<Trainer> {
  const program = withLabels(lowered.program, validation ? [samples, validation] : [samples]);
  const rows = toRows(program, samples);
  const runner = createRunner(program, await readState(model, lowered), { batchSize, seed, rows });
  const placed = new Map<Samples, Rows>([[samples, rows]]); // the runner knows rows again that it was given before
  let remembered: ProgramState | undefined;
  return {
    metrics: program.metrics.map(({ name }) => name),
    train: (slice) => runner.train({ ...slice, optimizer: lowerOptimizer(model.optimizer) }),

    evaluate(others) {
      if (!placed.has(others)) placed.set(others, toRows(program, others));
      return runner.evaluate(placed.get(others)!);
    },

    remember() {
      remembered = runner.read();
    },

    recall() {
      if (remembered) runner.write(remembered);
    },

    writeBack: () => writeState(model, lowered, runner.read()),
    dispose() {},
  };
}
