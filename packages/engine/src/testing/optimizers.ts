// The optimizers of Programs in tests.
import { initialSlot, kerasOptimizers, optimizerRule, tensorFlowOptimizers } from '@mlp-lab/core/formulas';
import { missingFusion } from '@mlp-lab/core/webassembly';
import { loadAllParts } from '../parts/parts';
import type { Program, ProgramOptimizer, ProgramState } from '../program';

await loadAllParts();
missingFusion(); // in Node 20, it switches fused arithmetic on

/** From a recipe of Keras's rule `adam`, or of TensorFlow.js's `Adam`. */
export function optimizerOf({
  name,
  ...hyperparameters
}: {
  name: string;
  /** A switch is 0 or 1. */
  [hyperparameter: string]: number | string | undefined;
}) {
  const keras = name in kerasOptimizers ? kerasOptimizers[name as keyof typeof kerasOptimizers] : undefined;
  return {
    name: keras ? `mlp-lab>${name}` : name,
    rule: optimizerRule(keras ?? tensorFlowOptimizers[name](hyperparameters)),
    hyperparameters: hyperparameters as Record<string, number>,
  } satisfies ProgramOptimizer;
}

/** The slots of a Program before the first step, or all of them at `value`. */
export const initialSlots = ({ parameters, optimizer }: Program, value?: number): ProgramState['slots'] =>
  parameters
    .filter(({ trainable }) => trainable)
    .map(({ size }) =>
      optimizer.rule.slots.map((slot) =>
        new Float32Array(size).fill(value ?? initialSlot(slot, optimizer.hyperparameters)),
      ),
    );
